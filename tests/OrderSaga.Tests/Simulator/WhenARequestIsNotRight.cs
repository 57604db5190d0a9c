using System.Text.Json.Nodes;
using NUnit.Framework;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Scenarios;
using OrderSaga.Simulator.Settings;

namespace OrderSaga.Tests.Simulator;

[TestFixture]
public sealed class WhenARequestIsNotRight
{
    static Plan Decide(Patch patch, StandInSettings? settings = null) =>
        new StandIn(settings ?? new StandInSettings(), new ManualTime()).Decide(patch.Raw());

    static Plan Decide(Action<Patch> spoil, StandInSettings? settings = null)
    {
        var patch = new Patch();
        spoil(patch);
        return Decide(patch, settings);
    }

    static TestCaseData Case(string name, Action<Patch> spoil) => new TestCaseData(spoil).SetArgDisplayNames(name);

    static IEnumerable<TestCaseData> Dropped()
    {
        yield return Case("no tenant", p => p.Headers = p.Headers with { Tenant = null });
        yield return Case("tenant of another AMQP type", p => p.Headers = p.Headers with { Tenant = 7 });
        yield return Case("empty body", p => p.Text = "");
        yield return Case("blank body", p => p.Text = " \n");
        yield return Case("no feature", p => p.Body.Remove("feature"));
        yield return Case("no metadata", p => p.Body.Remove("metadata"));
        yield return Case("no model", p => p.Feature.Remove("model"));
        yield return Case("no entity type", p => p.Feature.Remove("entityType"));
        yield return Case("unknown entity type", p => p.Feature["entityType"] = "data");
        yield return Case("unknown priority", p => p.Metadata["priority"] = "URGENT");
        yield return Case("null priority", p => p.Metadata["priority"] = null);
        yield return Case("storage without id", p => p.Metadata["storages"] = new JsonArray(new JsonObject { ["storePath"] = "a" }));
        yield return Case("bad MD5", p => p.AddFile()["attributes"]!["checksum"] = "abc");
        yield return Case("unknown data type", p => p.AddFile()["attributes"]!["dataType"] = "RAW");
        yield return Case("file without size", p => p.AddFile()["attributes"]!.AsObject().Remove("filesize"));
        yield return Case("file without attributes", p => p.AddFile().Remove("attributes"));
        yield return Case("file without location", p => p.AddFile()["locations"] = new JsonArray());
        yield return Case("location without url", p => p.AddFile()["locations"] = new JsonArray(new JsonObject { ["storage"] = "Tape" }));
        yield return Case("broken JSON and no request id", p =>
        {
            p.Text = "{\"metadata\":";
            p.Headers = p.Headers with { RequestId = null };
        });
    }

    [TestCaseSource(nameof(Dropped))]
    public void It_is_dropped_without_an_answer(Action<Patch> spoil)
    {
        var plan = Decide(spoil);

        Assert.That(plan.Outcome, Is.EqualTo(Outcome.Silent));
        Assert.That(plan.Answers, Is.Empty);
        Assert.That(plan.Reason, Is.Not.Empty);
    }

    [Test]
    public void A_tenant_that_is_not_active_gets_no_answer()
    {
        var settings = new StandInSettings { Tenants = ["other"] };

        Assert.That(Decide(_ => { }, settings).Outcome, Is.EqualTo(Outcome.Silent));
        Assert.That(Decide(p => p.Headers = p.Headers with { Tenant = "other" }, settings).Outcome, Is.EqualTo(Outcome.Success));
    }

    static IEnumerable<TestCaseData> Unreadable()
    {
        yield return Case("broken JSON", p => p.Text = "{\"metadata\":");
        yield return Case("no JSON", p => p.Text = "hello");
        yield return Case("an array", p => p.Text = "[]");
        yield return Case("no type", p => p.Feature.Remove("type"));
        yield return Case("another type", p => p.Feature["type"] = "FeatureCollection");
        yield return Case("URN without version", p => p.Feature["urn"] = "URN:FEATURE:DATA:orbit:0b9f7c1e-52d4-4f4a-8c66-1f2a3b4c5d6e");
        yield return Case("URN of an AIP", p => p.Feature["urn"] = Patch.Urn.Replace("FEATURE", "AIP", StringComparison.Ordinal));
        yield return Case("URN without UUID", p => p.Feature["urn"] = "URN:FEATURE:DATA:orbit:seven:V1");
        yield return Case("files no array", p => p.Feature["files"] = new JsonObject());
        yield return Case("properties no object", p => p.Feature["properties"] = "SENT");
        yield return Case("unreadable before its bean rules", p =>
        {
            p.Feature.Remove("model");
            p.Feature["urn"] = "URN";
        });
    }

    [TestCaseSource(nameof(Unreadable))]
    public void An_unreadable_body_is_denied_by_its_request_id_alone(Action<Patch> spoil)
    {
        var plan = Decide(spoil);

        Assert.That(plan.Outcome, Is.EqualTo(Outcome.DeniedUnreadable));
        var answer = plan.Answers.Single().Answer;
        Assert.That(answer.State, Is.EqualTo("DENIED"));
        Assert.That(answer.RequestId, Is.EqualTo("c0ffee00-0000-4000-8000-000000000001"));
        Assert.That(answer.RequestOwner, Is.EqualTo("orders"));
        Assert.That((answer.Id, answer.Urn), Is.EqualTo(((string?)null, (string?)null)));
        Assert.That(answer.Errors, Has.Count.EqualTo(1));
    }

    static IEnumerable<TestCaseData> Denied()
    {
        static TestCaseData Code(string code, Action<Patch> spoil) => new TestCaseData(spoil, code).SetArgDisplayNames(code);

        yield return Code("missing.request.id.header", p => p.Headers = p.Headers with { RequestId = null });
        yield return Code("missing.request.date.header", p => p.Headers = p.Headers with { RequestDate = null });
        yield return Code("missing.request.owner.header", p => p.Headers = p.Headers with { RequestOwner = null });
        yield return Code("feature.urn.required.error.message", p => p.Feature.Remove("urn"));
        yield return Code("feature.id.length.error.message", p => p.Feature["id"] = new string('x', 101));
        yield return Code("error.unknown.model.message", p => p.Feature["model"] = "RADAR");
        yield return Code("standin.files.url", p => p.AddFile()["locations"]![0]!["url"] = "s3://bucket/a.tar");
        yield return Code("standin.files.checksum", p =>
        {
            p.AddFile();
            p.AddFile();
        });
        yield return Code("feature.files.storage.unsupported", p =>
        {
            p.AddFile();
            p.AddFile("Tape", 'b');
        });
        yield return Code("standin.files.count", p =>
        {
            for (var i = 0; i < 101; i++)
                p.AddFile()["attributes"]!["checksum"] = i.ToString("x32", null);
        });
    }

    [TestCaseSource(nameof(Denied))]
    public void A_failed_check_is_denied_with_its_code_alone(Action<Patch> spoil, string code)
    {
        var plan = Decide(spoil, new StandInSettings { Models = ["OPTICAL"] });

        Assert.That(plan.Outcome, Is.EqualTo(Outcome.Denied));
        var answer = plan.Answers.Single().Answer;
        Assert.That(answer.State, Is.EqualTo("DENIED"));
        Assert.That(answer.Errors!.Single(), Does.StartWith($"[{code}] "));
    }

    [Test]
    public void A_denial_names_every_failed_check_at_once()
    {
        var answer = Decide(p =>
        {
            p.Headers = p.Headers with { RequestId = null, RequestDate = null };
            p.Feature.Remove("urn");
        }).Answers.Single().Answer;

        Assert.That(answer.Errors, Has.Count.EqualTo(3));
        Assert.That(answer.RequestId, Is.Null);
        Assert.That(answer.Id, Is.EqualTo("OPT-L1-7"));
    }

    static IEnumerable<TestCaseData> Poison()
    {
        yield return Case("date with offset without colon", p => p.Headers = p.Headers with { RequestDate = "2026-03-02T08:00:00+0100" });
        yield return Case("date alone", p => p.Headers = p.Headers with { RequestDate = "2026-03-02" });
        yield return Case("date that is none", p => p.Headers = p.Headers with { RequestDate = "2026-02-30T08:00:00Z" });
        yield return Case("mode in small letters", p => p.Headers = p.Headers with { FileUpdateMode = "append" });
        yield return Case("id of 37 characters", p => p.Headers = p.Headers with { RequestId = new string('i', 37) });
        yield return Case("owner of 129 characters", p => p.Headers = p.Headers with { RequestOwner = new string('o', 129) });
        yield return Case("no product name", p => p.Feature.Remove("id"));
        yield return Case("date of another AMQP type", p => p.Headers = p.Headers with { RequestDate = 1L });
        yield return Case("poisonous date and no id", p => p.Headers = p.Headers with { RequestDate = "now", RequestId = null });
    }

    [TestCaseSource(nameof(Poison))]
    public void What_makes_the_handler_throw_is_dead_lettered_without_an_answer(Action<Patch> spoil)
    {
        var plan = Decide(spoil);

        Assert.That(plan.Outcome, Is.EqualTo(Outcome.DeadLettered));
        Assert.That(plan.Answers, Is.Empty);
    }

    [Test]
    public void Without_properties_it_is_granted_and_never_heard_of_again()
    {
        var plan = Decide(p => p.Feature.Remove("properties"));

        Assert.That(plan.Outcome, Is.EqualTo(Outcome.GrantedOnly));
        Assert.That(plan.Answers.Select(a => a.Answer.State), Is.EqualTo(new[] { "GRANTED" }));
    }

    [Test]
    public void The_newest_version_is_no_product_and_ends_in_error()
    {
        var plan = Decide(p => p.Feature["urn"] = Patch.Urn.Replace("V3", "LAST", StringComparison.Ordinal));

        Assert.That(plan.Answers.Select(a => a.Answer.State), Is.EqualTo(new[] { "GRANTED", "ERROR" }));
    }
}
