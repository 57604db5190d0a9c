using System.Text.Json;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Callbacks;
using OrderSaga.Contracts;
using OrderSaga.Reading;
using OrderSaga.RegardsArchive;
using OrderSaga.Tests.Bulks.Scenarios;

namespace OrderSaga.Tests.Bulks;

/// <summary>A bulk's members, on the way in: every fault at once, by field, value and rule.</summary>
public sealed class Reading_a_bulk
{
    static readonly string Id = "0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69";

    static readonly BulkReader Reader = new(
        Options.Create(new RegardsOptions { Tenant = "north", Tenants = ["south"] }), Options.Create(new BulkOptions()), new GeneratedCatalogue(1),
        new SubscriberReader(new CallbackEndpoints(Options.Create(new CallbackOptions { AllowUnregistered = true }))), TimeProvider.System);

    static (BulkDraft? Draft, FoundFaults Faults) Read(string json, bool snakeCase = false)
    {
        var members = JsonElement.Parse(json).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        var faults = new FoundFaults();
        return (Reader.Read(members, snakeCase, snakeCase ? Guid.Parse(Id) : null, faults), faults);
    }

    static BulkDraft Draft(string more) => Read($$"""{"bulkId":"{{Id}}",{{more}}}""").Draft!;

    [Test]
    public void A_list_alone_is_a_bulk_with_every_default()
    {
        var draft = Draft("\"products\":[\"P-1\",\"P-2\"]");
        Assert.That(draft.Selection.Products, Is.EqualTo(new[] { "P-1", "P-2" }));
        Assert.That((draft.BatchSizeProducts, draft.BatchSizeVolume, draft.AutomaticTrigger, draft.FailurePolicy, draft.Priority, draft.Tenant, draft.Owner, draft.MaxProducts),
            Is.EqualTo((100, (long?)null, false, "continue", 50, "north", "ordersaga", (int?)null)));
    }

    [Test]
    public void Every_member_reads_alike_in_both_spellings()
    {
        var camel = Read($$"""
            {"bulkId":"{{Id}}","filter":{"op":"=","args":[{"property":"a"},1]},"collections":["c"],"datetime":"2026-01-01T00:00:00Z/..","bbox":[1,2,3,4],"sortBy":"-datetime",
            "maxProducts":7,"batchSizeProducts":3,"batchSizeVolume":1e9,"automaticTrigger":true,"failurePolicy":"all","priority":9,"tenant":"south","owner":"me","label":"l"}
            """).Draft!;
        var snake = Read("""
            {"filter":{"args":[{"property":"a"},1],"op":"="},"collections":["c"],"datetime":"2026-01-01T00:00:00Z/..","bbox":[1,2,3,4],"sort_by":"-datetime",
            "max_products":7,"batch_size_products":3,"batch_size_volume":1000000000,"automatic_trigger":true,"failure_policy":"all","priority":9,"tenant":"south","owner":"me","label":"l"}
            """, snakeCase: true).Draft!;
        Assert.That((camel.MaxProducts, camel.BatchSizeProducts, camel.BatchSizeVolume, camel.AutomaticTrigger, camel.FailurePolicy), Is.EqualTo(((int?)7, 3, (long?)1_000_000_000, true, "all")));
        Assert.That(camel.Digest(), Is.EqualTo(snake.Digest()), "whatever the order of JSON members");
        Assert.That(BulkSelection.Read(camel.Selection.Write()).Write(), Is.EqualTo(camel.Selection.Write()));
        Assert.That(camel.Selection.SortBy, Is.EqualTo("-datetime"));
    }

    [TestCase("\"products\":[\"P-1\"]", "\"products\":[\"P-2\"]")]
    [TestCase("\"products\":[\"P-1\",\"P-2\"]", "\"products\":[\"P-2\",\"P-1\"]")]
    [TestCase("\"collections\":[\"c\"]", "\"collections\":[\"c\"],\"sortBy\":\"id\"")]
    [TestCase("\"products\":[\"P\"]", "\"products\":[\"P\"],\"batchSizeVolume\":5")]
    [TestCase("\"products\":[\"P\"]", "\"products\":[\"P\"],\"automaticTrigger\":true")]
    [TestCase("\"products\":[\"P\"]", "\"products\":[\"P\"],\"subscriber\":{\"successUri\":\"https://a.example\"}")]
    public void What_differs_in_content_differs_in_its_digest(string one, string other) =>
        Assert.That(Draft(one).Digest(), Is.Not.EqualTo(Draft(other).Digest()));

    [TestCase("\"products\":[\"P\"]", "\"products\":[\"P\"],\"batchSizeProducts\":100,\"sortBy\":\"datetime\",\"failurePolicy\":\"continue\"")]
    public void A_default_that_is_sent_along_changes_nothing(string one, string other) =>
        Assert.That(Draft(one).Digest(), Is.EqualTo(Draft(other).Digest()));

    static IEnumerable<TestCaseData> Faults()
    {
        static TestCaseData Case(string more, params string[] fields) => new TestCaseData(more, fields).SetArgDisplayNames(more.Length > 80 ? more[..80] : more);

        yield return Case("\"label\":\"l\"", "products");
        yield return Case("\"products\":null,\"filter\":null", "products");
        yield return Case("\"sortBy\":\"id\",\"maxProducts\":3", "products");
        yield return Case("\"products\":[\"P\"],\"filter\":{\"op\":\"=\",\"args\":[{\"property\":\"a\"},1]}", "products");
        yield return Case("\"products\":[\"P\"],\"bbox\":[1,2,3,4],\"datetime\":\"soon\"", "products", "datetime");
        yield return Case("\"products\":[\"P\"],\"sortBy\":\"id\"", "sortBy");
        yield return Case("\"products\":[]", "products");
        yield return Case("\"products\":\"P\"", "products");
        yield return Case("\"products\":{}", "products");
        yield return Case("\"products\":[1,\"P\",\" \",null,\"\\ud800\",\"a\\nb\",{}]", "products[0]", "products[2]", "products[3]", "products[4]", "products[5]", "products[6]");
        yield return Case($"\"products\":[\"{new string('x', 257)}\"]", "products[0]");
        yield return Case($"\"products\":[{string.Join(',', Enumerable.Repeat("\"P\"", 10_001))}]", "products");
        yield return Case("\"products\":[\"A\",\"B\",\"C\"],\"maxProducts\":2", "products");
        foreach (var number in new[] { "0", "-1", "1.5", "\"5\"", "true", "1e99" })
        {
            yield return Case($"\"products\":[\"P\"],\"batchSizeProducts\":{number}", "batchSizeProducts");
            yield return Case($"\"products\":[\"P\"],\"batchSizeVolume\":{number}", "batchSizeVolume");
            yield return Case($"\"products\":[\"P\"],\"maxProducts\":{number}", "maxProducts");
            yield return Case($"\"collections\":[\"c\"],\"maxProducts\":{number}", "maxProducts");
        }
        yield return Case("\"products\":[\"P\"],\"batchSizeProducts\":10001", "batchSizeProducts");
        yield return Case("\"products\":[\"P\"],\"automaticTrigger\":\"yes\"", "automaticTrigger");
        yield return Case("\"products\":[\"P\"],\"automaticTrigger\":1", "automaticTrigger");
        yield return Case("\"products\":[\"P\"],\"failurePolicy\":\"ALL\"", "failurePolicy");
        yield return Case("\"products\":[\"P\"],\"failurePolicy\":\"\\ud800\"", "failurePolicy");
        yield return Case("\"products\":[\"P\"],\"tenant\":\"west\"", "tenant");
        yield return Case("\"products\":[\"P\"],\"dryRun\":true", "dryRun");
        yield return Case("\"products\":[\"P\"],\"subscriber\":{\"successUri\":\"ftp://x\"}", "subscriber.successUri");
        yield return Case("\"filter\":{\"op\":\"frobnicate\",\"args\":[]},\"bbox\":[1,2],\"collections\":[],\"priority\":0,\"batchSizeVolume\":0,\"label\":5",
            "filter.op", "bbox", "collections", "priority", "batchSizeVolume", "label");
    }

    [TestCaseSource(nameof(Faults))]
    public void Every_fault_is_told(string more, string[] fields)
    {
        var (draft, faults) = Read($$"""{"bulkId":"{{Id}}",{{more}}}""");
        Assert.That(draft, Is.Null);
        Assert.That(faults.Select(fault => fault.Field), Is.EquivalentTo(fields), string.Join("\n", faults));
        Assert.That(faults.Select(fault => fault.Rule), Has.All.Not.Empty);
    }

    [Test]
    public void The_fields_are_named_as_the_client_does() =>
        Assert.That(
            Read("""{"batch_size_products":0,"sort_by":"id","automatic_trigger":1,"products":["P"],"max_products":0,"failure_policy":""}""", snakeCase: true).Faults.Select(fault => fault.Field),
            Is.EquivalentTo(new[] { "batch_size_products", "sort_by", "automatic_trigger", "max_products", "failure_policy" }));

    [Test]
    public void A_list_of_thousands_that_are_no_names_has_a_short_answer()
    {
        var faults = Read($$"""{"bulkId":"{{Id}}","products":[{{string.Join(',', Enumerable.Range(0, 5000))}}]}""").Faults;
        Assert.That(faults, Has.Count.EqualTo(21));
        Assert.That(faults[^1], Is.EqualTo(new FieldFault("products", "5000", "has 4980 more that are no product names")));
    }

    [Test]
    public void Too_many_are_told_with_their_number_and_the_limit() =>
        Assert.That(
            Read($$"""{"bulkId":"{{Id}}","products":[{{string.Join(',', Enumerable.Repeat("\"P\"", 10_001))}}]}""").Faults.Single(),
            Is.EqualTo(new FieldFault("products", "10001", "must have at most 10000 products, not 10001")));

    [Test]
    public void Without_a_selection_both_ways_are_named() =>
        Assert.That(
            Read($$"""{"bulkId":"{{Id}}"}""").Faults.Single().Rule,
            Is.EqualTo("is required unless the products are selected by filter, collections, datetime, bbox"));
}
