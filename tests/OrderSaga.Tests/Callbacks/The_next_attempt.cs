using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Callbacks;
using OrderSaga.Jobs;

namespace OrderSaga.Tests.Callbacks;

public sealed class The_next_attempt
{
    static readonly DateTime First = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);
    static readonly CallbackAnswer Failure = new(500, "x", "answered 500");

    readonly RetryPlan _plan = new(Options.Create(new CallbackOptions()));

    Settlement After(int attempts, CallbackAnswer answer, TimeSpan sinceFirst = default) => _plan.After(
        new Callback { JobId = Guid.NewGuid(), Sequence = 1, Attempts = attempts, FirstAttempt = First, NextAttempt = First.AddMinutes(1) }, answer, First + sinceFirst);

    [TestCase(1, 5)]
    [TestCase(2, 15)]
    [TestCase(3, 45)]
    [TestCase(6, 1215)]
    [TestCase(7, 3600)]
    [TestCase(1000, 3600)]
    public void Comes_after_a_pause_that_grows_threefold_up_to_an_hour(int attempts, int seconds)
    {
        var next = After(attempts, Failure);
        Assert.That((next.State, next.SettledAt, next.LastStatus, next.LastFault), Is.EqualTo(("pending", (DateTime?)null, (int?)500, "answered 500")));
        Assert.That((next.NextAttempt!.Value - First).TotalSeconds, Is.EqualTo(seconds).Within(10).Percent);
    }

    [Test]
    public void Is_not_the_same_for_all_that_failed_together() =>
        Assert.That(Enumerable.Range(0, 20).Select(_ => After(7, Failure).NextAttempt).Distinct().Count(), Is.GreaterThan(10));

    [Test]
    public void Is_the_last_at_the_end_of_a_day()
    {
        Assert.That(After(20, Failure, TimeSpan.FromHours(23.5)).NextAttempt, Is.EqualTo(First.AddDays(1)));
        var last = After(21, Failure, TimeSpan.FromDays(1));
        Assert.That((last.State, last.NextAttempt, last.SettledAt), Is.EqualTo(("failed", (DateTime?)null, (DateTime?)First.AddDays(1))));
    }

    [Test]
    public void Does_not_come_after_a_delivery()
    {
        var done = After(3, new CallbackAnswer(200, "ok", null));
        Assert.That((done.State, done.NextAttempt, done.SettledAt, done.LastAnswer), Is.EqualTo(("delivered", (DateTime?)null, (DateTime?)First, "ok")));
    }

    [Test]
    public void Does_not_come_where_the_receiver_is_gone() =>
        Assert.That(After(1, new CallbackAnswer(410, null, "answered 410") { IsGone = true }).State, Is.EqualTo("failed"));

    [TestCase(120, 120)]
    [TestCase(1, 5)]
    [TestCase(360_000, 3600)]
    public void Comes_no_earlier_than_the_receiver_asks_for_within_our_own_limit(int asked, int seconds)
    {
        var next = After(1, Failure with { RetryAfter = TimeSpan.FromSeconds(asked) }).NextAttempt!.Value;
        Assert.That((next - First).TotalSeconds, Is.EqualTo(seconds).Within(10).Percent);
    }
}
