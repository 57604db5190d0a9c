using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Callbacks;
using OrderSaga.Contracts;
using OrderSaga.Orders;
using OrderSaga.Reading;
using OrderSaga.RegardsArchive;
using OrderSaga.Tests.Bulks.Scenarios;

namespace OrderSaga.Tests.Intake;

/// <summary>Messages of four megabytes that are wrong throughout: the answer is small, tells what it leaves out, and reading ends early.</summary>
public sealed class Nothing_but_faults
{
    const int Bytes = 3_500_000;
    const int LargestAnswer = 100_000;
    const string Nested = """{"a":{"b":{}}}""";

    static readonly IOptions<RegardsOptions> Regards = Options.Create(new RegardsOptions());
    static readonly SubscriberReader Subscribers = new(new CallbackEndpoints(Options.Create(new CallbackOptions { AllowUnregistered = true })));

    static readonly BulkReader Bulks = new(Regards, Options.Create(new BulkOptions()), new GeneratedCatalogue(1), Subscribers, TimeProvider.System);
    static readonly OrderReader Orders = new(new PatchRules(Regards), Regards, Options.Create(new OrderOptions()), Subscribers, TimeProvider.System);

    static string Many(string entry, int bytes = Bytes) => string.Join(',', Enumerable.Repeat(entry, bytes / (entry.Length + 1)));

    static string Named(string value) => string.Join(',', Enumerable.Range(0, Bytes / (value.Length + 12)).Select(n => $"\"m{n:D7}\":{value}"));

    static string Lists(string entry) => Many($$"""{"op":"in","args":[{"property":"a"},[{{Many(entry, 9_999 * (entry.Length + 1))}}]]}""");

    static IEnumerable<TestCaseData> Filters()
    {
        static TestCaseData Case(string name, string filter) => new TestCaseData(filter).SetArgDisplayNames(name);
        yield return Case("lists of nulls", $$"""{"op":"or","args":[{{Lists("null")}}]}""");
        yield return Case("lists of objects", $$"""{"op":"or","args":[{{Lists("{}")}}]}""");
        yield return Case("one long list", $$"""{"op":"in","args":[{"property":"a"},[{{Many("null")}}]]}""");
        yield return Case("arguments that are no expressions", $$"""{"op":"and","args":[{{Many("1")}}]}""");
        yield return Case("operators nobody knows", $$"""{"op":"and","args":[{{Many("""{"op":"x","args":[]}""")}}]}""");
        yield return Case("a pattern of gaps", $$"""{"op":"like","args":[{"property":"a"},"{{new string('%', Bytes)}}"]}""");
        yield return Case("patterns of gaps", $$"""{"op":"or","args":[{{Many($$"""{"op":"like","args":[{"property":"a"},"{{new string('%', 500)}}"]}""")}}]}""");
        yield return Case("an area of nothing", $$"""{"op":"s_intersects","args":[{"property":"geometry"},{"type":"MultiPoint","coordinates":[{{Many("null")}}]}]}""");
    }

    [TestCaseSource(nameof(Filters))]
    public void A_filter_is_answered_small_at_both_doors(string filter)
    {
        using (Assert.EnterMultipleScope())
        {
            Check($$"""{"bulkId":"0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69","filter":{{filter}}}""", (members, faults) => Bulks.Read(members, snakeCase: false, null, faults));
            Check($$"""{"filter":{{filter}}}""", (members, faults) => Bulks.Read(members, snakeCase: true, Guid.NewGuid(), faults));
        }
    }

    static IEnumerable<TestCaseData> Patches()
    {
        static TestCaseData Case(string name, string patch) => new TestCaseData(patch).SetArgDisplayNames(name);
        yield return Case("storages that are numbers", $$"""{"storages":[{{Many("1")}}]}""");
        yield return Case("storages of nothing", $$"""{"storages":[{{Many("{}")}}]}""");
        yield return Case("target types", $$"""{"storages":[{"pluginBusinessId":"s","targetTypes":[{{Many("1")}}]}]}""");
        yield return Case("files", $$"""{"files":[{{Many("1")}}]}""");
        yield return Case("locations", $$"""{"files":[{"locations":[{{Many("1")}}]}]}""");
        yield return Case("properties without names", $$"""{"properties":{ {{Many("\"\":1")}} } }""");
        yield return Case("properties nested too deep", $$"""{"properties":{ {{Named(Nested)}} } }""");
        yield return Case("unknown members", $$"""{ {{Named("1")}} }""");
        yield return Case("positions", $$"""{"geometry":{"type":"MultiPoint","coordinates":[{{Many("[]")}}] } }""");
        yield return Case("numbers beyond 64 bits", $$"""{"properties":{"a":[{{Many("1e999")}}] } }""");
    }

    [TestCaseSource(nameof(Patches))]
    public void A_patch_is_answered_small_at_both_doors(string patch)
    {
        var members = JsonElement.Parse(patch);
        using (Assert.EnterMultipleScope())
        {
            Check($$"""{"orderId":"0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69","productIdentifier":"P","patch":{{patch}}}""", (order, faults) => Orders.Read(order, snakeCase: false, null, faults));
            // Over HTTP they are inputs, and those that are none do not come to the reader.
            if (members.EnumerateObject().All(member => !member.Name.StartsWith("m0", StringComparison.Ordinal)))
                Check(patch, (order, faults) => Orders.Read(order, snakeCase: true, Guid.NewGuid(), faults));
        }
    }

    static void Check(string json, Func<Dictionary<string, JsonElement>, FoundFaults, object?> read)
    {
        var members = IncomingBody.Open(Encoding.UTF8.GetBytes(json), "urn:message:its:own");
        var faults = new FoundFaults();
        var begun = Process.GetCurrentProcess().TotalProcessorTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var draft = read(members, faults);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

        var told = FoundFaults.Closed(faults);
        var answer = JsonSerializer.SerializeToUtf8Bytes(new BulkRejected { Errors = told, At = DateTime.UnixEpoch });
        TestContext.Out.WriteLine($"{answer.Length} bytes, {allocated} allocated, {told[^1]}");
        Assert.That(draft, Is.Null);
        Assert.That(told, Is.Not.Empty.And.Count.LessThanOrEqualTo(FoundFaults.Limit + 1));
        Assert.That(answer, Has.Length.LessThan(LargestAnswer));
        // Bytes, and not seconds, as they are the same on a busy machine: to read on to the end costs hundreds of them for each fault.
        Assert.That(allocated, Is.LessThan(200_000_000));
    }

    [Test]
    public void What_is_left_out_is_told()
    {
        var faults = new FoundFaults();
        for (var i = 0; i < FoundFaults.Limit; i++)
            faults.Add(new FieldFault($"f{i}", null, "is wrong"));
        Assert.That(FoundFaults.Closed(faults), Is.SameAs(faults), "nothing is left out");

        faults.Add(new FieldFault("one", null, "is wrong"));
        faults.LeaveOut();
        Assert.That(FoundFaults.Closed(faults)[^1], Is.EqualTo(new FieldFault("body", "2", "more faults are left out: at most 100 are told")));

        faults.Stop("f7[3]");
        faults.Stop("f8");
        Assert.That(FoundFaults.Closed(faults)[^1], Is.EqualTo(new FieldFault("f7[3]", null, "was not read any more: at most 100 faults are told")));
        Assert.That(FoundFaults.Closed(faults), Has.Count.EqualTo(101));
    }

    [TestCase("""{"op":"like","args":[{"property":"a"},"PATTERN"]}""", 20, true)]
    [TestCase("""{"op":"like","args":[{"property":"a"},"PATTERN"]}""", 21, false)]
    public void A_pattern_has_so_many_gaps(string filter, int gaps, bool taken)
    {
        filter = filter.Replace("PATTERN", string.Concat(Enumerable.Repeat("a%", gaps)), StringComparison.Ordinal);
        var faults = new FoundFaults();
        Bulks.Read(new Dictionary<string, JsonElement> { ["filter"] = JsonElement.Parse(filter) }, snakeCase: true, Guid.NewGuid(), faults);
        Assert.That(faults.Select(fault => (fault.Field, fault.Rule)), taken ? Is.Empty : Is.EqualTo(new[] { ("filter.args[1]", "must have at most 20 of the wildcard %, not 21") }));
    }

    [TestCase(2, true)]
    [TestCase(3, false)]
    public void Lists_have_so_many_values_in_all(int lists, bool taken)
    {
        var list = $$"""{"op":"in","args":[{"property":"a"},[{{string.Join(',', Enumerable.Range(0, 10_000))}}]]}""";
        var faults = new FoundFaults();
        Bulks.Read(new Dictionary<string, JsonElement> { ["filter"] = JsonElement.Parse($$"""{"op":"or","args":[{{string.Join(',', Enumerable.Repeat(list, lists))}}]}""") }, snakeCase: true, Guid.NewGuid(), faults);
        Assert.That(faults.Select(fault => (fault.Field, fault.Rule)), taken ? Is.Empty : Is.EqualTo(new[]
        {
            ("filter.args[2].args[1]", "must not bring the lists of the whole filter to more than 20000 values; with it they have 30000"),
        }));
    }
}
