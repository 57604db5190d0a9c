using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Callbacks;

namespace OrderSaga.Tests.Callbacks;

public sealed class An_endpoint_that_is_down
{
    static readonly DateTime Now = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);
    static readonly CallbackAnswer Outage = CallbackAnswer.Outage("no answer");
    static readonly CallbackAnswer Delivered = new(204, null, null);

    CallbackLanes _lanes = null!;

    [SetUp]
    public void Make() => _lanes = new CallbackLanes(Options.Create(new CallbackOptions { Concurrency = 10, EndpointConcurrency = 4 }));

    int Take(string lane, DateTime at) => _lanes.Take([lane], at).Sum(taken => taken.Places);

    /// <summary>One attempt at the time.</summary>
    TimeSpan? Try(CallbackAnswer answer, DateTime at)
    {
        var places = Take("a", at);
        Assert.That(places, Is.GreaterThan(0));
        var pause = _lanes.Hear("a", answer, at);
        _lanes.Return("a", places);
        return pause;
    }

    [Test]
    public void Is_left_alone_after_three_failures_for_a_growing_pause()
    {
        Assert.That((Try(Outage, Now), Try(Outage, Now), Try(Outage, Now)), Is.EqualTo(((TimeSpan?)null, (TimeSpan?)null, (TimeSpan?)TimeSpan.FromSeconds(1))));
        Assert.That(Take("a", Now.AddSeconds(0.9)), Is.Zero);
        Assert.That(_lanes.Down, Is.EqualTo(new[] { "a" }));
        var at = Now.AddSeconds(1);
        foreach (var seconds in new[] { 2, 4, 8, 16, 32, 60, 60 })
        {
            Assert.That(Try(Outage, at), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
            at = at.AddSeconds(seconds);
        }
    }

    [Test]
    public void Is_tried_by_one_event_and_open_to_all_once_that_got_through()
    {
        for (var i = 0; i < 3; i++)
            Try(Outage, Now);
        Assert.That(Take("a", Now.AddSeconds(1)), Is.EqualTo(1));
        Assert.That(Take("a", Now.AddSeconds(1)), Is.Zero);
        _lanes.Hear("a", Delivered, Now.AddSeconds(1));
        _lanes.Return("a", 1);
        Assert.That(Take("a", Now.AddSeconds(1)), Is.EqualTo(4));
        Assert.That(_lanes.Down, Is.Empty);
    }

    [Test]
    public void Is_not_one_that_refuses_single_events()
    {
        for (var i = 0; i < 10; i++)
            Assert.That(Try(new CallbackAnswer(500, null, "answered 500"), Now), Is.Null);
        Assert.That(Take("a", Now), Is.EqualTo(4));
    }

    [Test]
    public void Tells_itself_how_long_it_wants_to_be_left_alone()
    {
        Assert.That(Try(new CallbackAnswer(503, null, "answered 503") { IsOutage = true, RetryAfter = TimeSpan.FromMinutes(5) }, Now), Is.EqualTo(TimeSpan.FromMinutes(5)));
        Assert.That(Take("a", Now.AddMinutes(4)), Is.Zero);
        Assert.That(Take("a", Now.AddMinutes(5)), Is.EqualTo(1));
    }

    [Test]
    public void Does_not_take_the_places_of_others()
    {
        Assert.That((Take("a", Now), Take("a", Now), Take("b", Now), Take("c", Now), Take("d", Now)), Is.EqualTo((4, 0, 4, 2, 0)));
        Assert.That(_lanes.Free, Is.Zero);
        _lanes.Return("b", 3);
        Assert.That((_lanes.Free, Take("d", Now)), Is.EqualTo((3, 3)));
    }

    [Test]
    public void Is_forgotten_when_nobody_has_asked_for_it_for_a_day()
    {
        for (var i = 0; i < 3; i++)
            Try(Outage, Now);
        Take("b", Now.AddDays(2));
        Assert.That(_lanes.Down, Is.Empty);
    }
}
