using System.Globalization;
using NUnit.Framework;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Scenarios;
using OrderSaga.Simulator.Settings;

namespace OrderSaga.Tests.Simulator;

[TestFixture]
public sealed class WhenFaultsAreDrawn
{
    const int Requests = 4000;

    static List<Plan> Run(StandInSettings settings, string productName = "OPT-L1-7")
    {
        var standIn = new StandIn(settings, new ManualTime());
        return [.. Enumerable.Range(0, Requests)
            .Select(i => standIn.Decide(Patch.Of(productName).WithId(i.ToString("x32", CultureInfo.InvariantCulture)).Raw()))];
    }

    static string[] States(Plan plan) => [.. plan.Answers.Select(planned => $"{planned.Answer.Type} {planned.Answer.State}")];

    [Test]
    public void Each_share_gets_its_part()
    {
        var plans = Run(new StandInSettings { DeniedShare = 0.1, ErrorShare = 0.2, SilentShare = 0.05 });

        Assert.That(plans.Count(p => p.Outcome == Outcome.Denied), Is.EqualTo(Requests * 0.1).Within(Requests * 0.02));
        Assert.That(plans.Count(p => p.Outcome == Outcome.Error), Is.EqualTo(Requests * 0.2).Within(Requests * 0.02));
        Assert.That(plans.Count(p => p.Outcome == Outcome.Silent), Is.EqualTo(Requests * 0.05).Within(Requests * 0.02));
    }

    [Test]
    public void The_same_seed_draws_the_same_and_another_seed_does_not()
    {
        var settings = new StandInSettings { DeniedShare = 0.5, Jitter = TimeSpan.FromSeconds(1), Seed = 7 };
        var first = Run(settings).ConvertAll(p => (p.Outcome, p.Answers[^1].Due));

        Assert.That(Run(settings).ConvertAll(p => (p.Outcome, p.Answers[^1].Due)), Is.EqualTo(first));
        Assert.That(Run(settings with { Seed = 8 }).ConvertAll(p => (p.Outcome, p.Answers[^1].Due)), Is.Not.EqualTo(first));
    }

    [Test]
    public void A_named_fault_takes_no_part_in_the_draw() =>
        Assert.That(Run(new StandInSettings { DeniedShare = 1 }, "SIM-ERROR").Select(p => p.Outcome), Is.All.EqualTo(Outcome.Error));

    [Test]
    public void Reordered_the_success_comes_before_the_grant() =>
        Assert.That(States(Run(new StandInSettings { ReorderShare = 1 })[0]), Is.EqualTo(new[] { "PATCH SUCCESS", "PATCH GRANTED" }));

    [Test]
    public void Duplicated_every_answer_comes_twice() =>
        Assert.That(States(Run(new StandInSettings { DuplicateAnswerShare = 1 })[0]),
            Is.EqualTo(new[] { "PATCH GRANTED", "PATCH GRANTED", "PATCH SUCCESS", "PATCH SUCCESS" }));

    [Test]
    public void Notified_a_notification_follows_the_success() =>
        Assert.That(States(Run(new StandInSettings { NotificationShare = 1 })[0]),
            Is.EqualTo(new[] { "PATCH GRANTED", "PATCH SUCCESS", "NOTIFICATION SUCCESS" }));

    [Test]
    public void Jitter_stays_within_its_bound_and_spreads()
    {
        var jitter = TimeSpan.FromSeconds(10);
        var delays = Run(new StandInSettings { GrantDelay = TimeSpan.Zero, ProcessingDelay = TimeSpan.Zero, Jitter = jitter })
            .ConvertAll(p => p.Answers[^1].Due - ManualTime.Start);

        Assert.That(delays, Is.All.InRange(TimeSpan.Zero, jitter));
        Assert.That(delays.Max() - delays.Min(), Is.GreaterThan(jitter * 0.9));
    }
}
