using NUnit.Framework;
using OrderSaga.Simulator.Answers;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Scenarios;
using OrderSaga.Simulator.Settings;

namespace OrderSaga.Tests.Simulator;

[TestFixture]
public sealed class WhenARequestIsRight
{
    readonly StandInSettings _settings = new()
    {
        GrantDelay = TimeSpan.FromMilliseconds(50),
        ProcessingDelay = TimeSpan.FromSeconds(2)
    };

    ManualTime _time = null!;
    StandIn _standIn = null!;

    [SetUp]
    public void Begin()
    {
        _time = new ManualTime();
        _standIn = new StandIn(_settings, _time);
    }

    string[] States(Patch patch) => [.. _standIn.Decide(patch.Raw()).Answers.Select(planned => planned.Answer.State)];

    [Test]
    public void It_is_granted_at_once_and_succeeds_after_the_processing_delay()
    {
        var answers = _standIn.Decide(new Patch().Raw()).Answers;

        Assert.That(answers.Select(a => (a.Answer.State, a.Due - ManualTime.Start)), Is.EqualTo(new[]
        {
            ("GRANTED", TimeSpan.FromMilliseconds(50)),
            ("SUCCESS", TimeSpan.FromMilliseconds(2050))
        }));
    }

    [Test]
    public void Its_answers_name_request_owner_product_and_urn()
    {
        Assert.That(_standIn.Decide(new Patch().Raw()).Answers[0].Answer, Is.EqualTo(new Answer("orbit")
        {
            Type = "PATCH",
            RequestId = "c0ffee00-0000-4000-8000-000000000001",
            RequestOwner = "orders",
            Id = "OPT-L1-7",
            Urn = Patch.Urn,
            State = "GRANTED"
        }));
    }

    [TestCase("2026-03-02T09:00:00Z", "09:00:00")]
    [TestCase("2026-03-02T09:00:00", "09:00:00", Description = "no offset is UTC")]
    [TestCase("2026-03-02T09:00", "09:00:00")]
    [TestCase("2026-03-02T10:30:00.5+01:00", "09:30:00.5")]
    [TestCase("2026-03-02T09:00:00.123456789Z", "09:00:00.1234567")]
    public void A_request_date_ahead_delays_the_success_and_not_the_grant(string date, string expected)
    {
        var patch = new Patch();
        patch.Headers = patch.Headers with { RequestDate = date };

        var answers = _standIn.Decide(patch.Raw()).Answers;

        Assert.That(answers[0].Due, Is.EqualTo(ManualTime.Start.AddMilliseconds(50)));
        Assert.That(answers[1].Due.TimeOfDay, Is.EqualTo(TimeSpan.Parse(expected, null)));
    }

    [Test]
    public void A_urn_comes_back_normalised()
    {
        var patch = new Patch();
        patch.Feature["urn"] = "URN:FEATURE:DATA:orbit:0B9F7C1E-52D4-4F4A-8C66-1F2A3B4C5D6E:V03";

        Assert.That(_standIn.Decide(patch.Raw()).Answers[0].Answer.Urn, Is.EqualTo(Patch.Urn));
    }

    [Test]
    public void Unknown_members_absent_priority_and_a_byte_order_mark_do_no_harm()
    {
        var patch = new Patch();
        patch.Body["colour"] = "red";
        patch.Metadata.Remove("priority");
        patch.Text = "\uFEFF" + patch.Body.ToJsonString();

        Assert.That(States(patch), Is.EqualTo(new[] { "GRANTED", "SUCCESS" }));
    }

    [Test]
    public void An_id_is_in_use_until_the_success_and_free_after_it()
    {
        Assert.That(States(new Patch()), Is.EqualTo(new[] { "GRANTED", "SUCCESS" }));

        _time.Now = ManualTime.Start.AddMilliseconds(2049);
        var denied = _standIn.Decide(new Patch().Raw());
        Assert.That(denied.Outcome, Is.EqualTo(Outcome.Denied));
        Assert.That(denied.Answers.Single().Answer.Errors!.Single(), Does.StartWith("[request.requestId.exists.error.message]"));

        _time.Now = ManualTime.Start.AddMilliseconds(2050);
        Assert.That(States(new Patch()), Is.EqualTo(new[] { "GRANTED", "SUCCESS" }));
    }

    [Test]
    public void An_error_keeps_its_id_in_use()
    {
        _standIn.Decide(Patch.Of("P-SIM-ERROR-1").Raw());
        _time.Now = ManualTime.Start.AddDays(30);

        Assert.That(States(new Patch()), Is.EqualTo(new[] { "DENIED" }));
    }

    [Test]
    public void Another_tenant_may_use_the_same_id()
    {
        States(new Patch());
        var other = new Patch();
        other.Headers = other.Headers with { Tenant = "other" };

        Assert.That(States(other), Is.EqualTo(new[] { "GRANTED", "SUCCESS" }));
    }

    [Test]
    public void A_denied_id_is_not_stored()
    {
        var wrong = new Patch();
        wrong.Feature.Remove("urn");

        Assert.That(States(wrong), Is.EqualTo(new[] { "DENIED" }));
        Assert.That(States(new Patch()), Is.EqualTo(new[] { "GRANTED", "SUCCESS" }));
    }

    [Test]
    public void Beyond_the_bound_the_oldest_id_is_forgotten()
    {
        _standIn = new StandIn(_settings with { MaxStored = 2 }, _time);
        foreach (var id in new[] { "one", "two", "three" })
            States(Patch.Of("P-SIM-ERROR-1").WithId(id));

        Assert.That(States(new Patch().WithId("three")), Is.EqualTo(new[] { "DENIED" }));
        Assert.That(States(new Patch().WithId("one")), Is.EqualTo(new[] { "GRANTED", "SUCCESS" }));
    }

    [Test]
    public void With_files_no_patch_success_comes_but_a_notification()
    {
        var patch = new Patch();
        patch.AddFile();

        var plan = _standIn.Decide(patch.Raw());

        Assert.That(plan.Outcome, Is.EqualTo(Outcome.GrantedFiles));
        Assert.That(plan.Answers.Select(a => (a.Answer.Type, a.Answer.State, a.Answer.Id)), Is.EqualTo(new[]
        {
            ("PATCH", "GRANTED", "OPT-L1-7"),
            ("NOTIFICATION", "SUCCESS", null)
        }));
    }

    [Test]
    public void With_files_and_without_notifications_silence_follows_the_grant()
    {
        _standIn = new StandIn(_settings with { FileNotification = false }, _time);
        var patch = new Patch();
        patch.AddFile();

        Assert.That(States(patch), Is.EqualTo(new[] { "GRANTED" }));
    }
}
