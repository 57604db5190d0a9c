using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.Orders.Estimates;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Estimates;

public sealed class An_estimated_date
{
    static readonly DateTime Now = new(2031, 5, 7, 9, 0, 0, DateTimeKind.Utc);

    readonly ArchivePace _pace = new();
    OrderEstimates _estimates = null!;

    [SetUp]
    public void Begin()
    {
        _pace.Current = Pace.Unknown;
        _estimates = new OrderEstimates(_pace, Options.Create(new OrderOptions { TargetDuration = TimeSpan.FromHours(4) }), Options.Create(new RegardsOptions { MaxInFlight = 10 }));
    }

    static Order Waiting(int place = 1) => new()
    {
        Phase = OrderPhase.Queued,
        Owner = "o",
        Priority = 50,
        Created = Now,
        DispatchAt = Now.AddSeconds(place - 100),
    };

    static Order Running(DateTime sent) => new() { Phase = OrderPhase.Granted, Owner = "o", Priority = 50, Created = sent, SentAt = sent };

    void Line(int count, int taken) => _estimates.Show(
        new WaitingLine([new(50, [new OwnerQueue("o", [.. Enumerable.Range(1, count).Select(n => new Mark(Now.AddSeconds(n - 100), Guid.Empty, n))])])]), taken);

    [Test]
    public void Is_the_target_while_nothing_is_known()
    {
        Assert.That(_estimates.For(Waiting(), Now), Is.EqualTo(new Estimate(Now.AddHours(4), 1)));
        Assert.That(_estimates.For(Running(Now.AddHours(-1)), Now), Is.EqualTo(new Estimate(Now.AddHours(3), null)));
        Assert.That(_estimates.For(Running(Now.AddHours(-10)), Now), Is.EqualTo(new Estimate(Now.AddHours(1), null)), "past the target");
    }

    [Test]
    public void Comes_from_the_place_and_the_pace()
    {
        _pace.Current = new Pace(2, TimeSpan.FromSeconds(30));
        Line(100, taken: 10);
        Assert.That(_estimates.For(Waiting(60), Now), Is.EqualTo(new Estimate(Now.AddSeconds(60), 60)));
        Line(100, taken: 0);
        Assert.That(_estimates.For(Waiting(60), Now)!.EstimatedDate, Is.EqualTo(Now.AddSeconds(55)), "ten go at once");
        Assert.That(_estimates.For(Waiting(4), Now)!.EstimatedDate, Is.EqualTo(Now.AddSeconds(30)));
    }

    [Test]
    public void Of_an_order_at_the_archive_is_its_usual_time_or_somewhat_later()
    {
        _pace.Current = new Pace(2, TimeSpan.FromSeconds(30));
        Assert.That(_estimates.For(Running(Now.AddSeconds(-10)), Now), Is.EqualTo(new Estimate(Now.AddSeconds(20), null)));
        Assert.That(_estimates.For(Running(Now.AddSeconds(-100)), Now), Is.EqualTo(new Estimate(Now.AddSeconds(10), null)));
    }

    [Test]
    public void Of_an_order_that_waits_for_its_date_is_later_than_that()
    {
        _pace.Current = new Pace(2, TimeSpan.FromSeconds(30));
        var scheduled = new Order { Phase = OrderPhase.Scheduled, NotBefore = Now.AddDays(2), Created = Now, Owner = "o" };
        Assert.That(_estimates.For(scheduled, Now), Is.EqualTo(new Estimate(Now.AddDays(2).AddSeconds(30), null)));
        var again = Waiting();
        again.DispatchAt = Now.AddSeconds(40);
        Assert.That(_estimates.For(again, Now), Is.EqualTo(new Estimate(Now.AddSeconds(70), null)));
    }

    [Test]
    public void Of_an_ended_order_is_none() => Assert.That(_estimates.For(new Order { Finished = Now, Owner = "o" }, Now), Is.Null);

    [Test]
    public void Of_a_batch_is_that_of_its_last_item()
    {
        _pace.Current = new Pace(2, TimeSpan.FromSeconds(30));
        Line(100, taken: 10);
        var triggered = Now.AddSeconds(-20);
        Assert.That(_estimates.ForBatch(new BatchRest("o", 50, triggered, 80, 10, null), Now), Is.EqualTo(Now.AddSeconds((81 / 2d) + 30)).Within(TimeSpan.FromSeconds(1)));
        Assert.That(_estimates.ForBatch(new BatchRest("o", 50, triggered, 0, 3, Now.AddSeconds(-10)), Now), Is.EqualTo(Now.AddSeconds(20)));
        Assert.That(_estimates.ForBatch(new BatchRest("o", 50, triggered, 0, 3, null), Now), Is.EqualTo(Now.AddSeconds(30)));
        _pace.Current = Pace.Unknown;
        Assert.That(_estimates.ForBatch(new BatchRest("o", 50, triggered, 80, 10, null), Now), Is.EqualTo(triggered.AddHours(4)));
    }

    [Test]
    public void Exists_at_any_time_and_is_always_ahead() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(
            Gen.Elements(OrderPhase.Scheduled, OrderPhase.Queued, OrderPhase.Dispatching, OrderPhase.Dispatched, OrderPhase.Granted).ToArbitrary(),
            Gen.Choose(-40_000_000, 40_000_000).Four().ToArbitrary(),
            Gen.Elements<double?>(null, 0, 0.0000001, 3, 100_000).ToArbitrary(),
            (phase, seconds, rate) =>
            {
                _pace.Current = rate is null ? Pace.Unknown : new Pace(rate == 0 ? null : rate, TimeSpan.FromSeconds(Math.Abs(seconds.Item4)));
                Line(1 + (Math.Abs(seconds.Item1) % 1000), taken: 10);
                var order = new Order
                {
                    Phase = phase,
                    Owner = "o",
                    Priority = 50,
                    Created = Now.AddSeconds(-Math.Abs(seconds.Item1)),
                    NotBefore = phase == OrderPhase.Scheduled ? Now.AddSeconds(seconds.Item2) : null,
                    DispatchAt = phase is OrderPhase.Queued or OrderPhase.Dispatching ? Now.AddSeconds(seconds.Item2) : null,
                    ClaimedUntil = phase == OrderPhase.Dispatching ? Now.AddSeconds(20) : null,
                    SentAt = phase is OrderPhase.Dispatched or OrderPhase.Granted ? Now.AddSeconds(-Math.Abs(seconds.Item3)) : null,
                };
                return _estimates.For(order, Now) is { } estimate && estimate.EstimatedDate > Now && estimate.QueuePosition is null or > 0;
            }));
}
