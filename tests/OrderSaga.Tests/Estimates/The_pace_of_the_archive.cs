using NUnit.Framework;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Estimates;

public sealed class The_pace_of_the_archive
{
    static readonly DateTime Now = new(2031, 5, 7, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>Orders that ended so many seconds ago, each after ten seconds.</summary>
    static List<Completion> Ended(IEnumerable<double> secondsAgo) =>
        [.. secondsAgo.Order().Select(ago => new Completion(Now.AddSeconds(-ago - 10), Now.AddSeconds(-ago)))];

    [Test]
    public void Is_unknown_when_nothing_ended_in_a_day()
    {
        Assert.That(Pace.Of([], Now), Is.EqualTo(Pace.Unknown));
        Assert.That(Pace.Of(Ended([90_000]), Now), Is.EqualTo(Pace.Unknown));
    }

    [Test]
    public void Is_that_of_the_last_minute()
    {
        var pace = Pace.Of(Ended(Enumerable.Range(0, 600).Select(n => n / 5d)), Now);
        Assert.That(pace.PerSecond, Is.EqualTo(5).Within(0.1));
        Assert.That(pace.Duration, Is.EqualTo(TimeSpan.FromSeconds(10)).Within(TimeSpan.FromMilliseconds(1)));
    }

    [Test]
    public void Is_not_slowed_down_by_a_pause_before_it() =>
        Assert.That(Pace.Of(Ended([.. Enumerable.Range(0, 100).Select(n => n / 10d), .. Enumerable.Range(0, 50).Select(n => 50_000d + n)]), Now).PerSecond, Is.EqualTo(10).Within(0.2));

    [Test]
    public void Is_that_of_an_hour_or_a_day_when_little_ends()
    {
        Assert.That(Pace.Of(Ended(Enumerable.Range(0, 20).Select(n => n * 60d)), Now).PerSecond, Is.EqualTo(1 / 60d).Within(0.002));
        Assert.That(Pace.Of(Ended([0, 40_000]), Now).PerSecond, Is.EqualTo(2 / 40_000d).Within(0.00001));
    }

    [Test]
    public void Is_not_infinite_when_a_group_ends_at_once() =>
        Assert.That(Pace.Of(Ended(Enumerable.Repeat(0d, 200)), Now).PerSecond, Is.EqualTo(40));

    [TestCase(1000d, 1)]
    [TestCase(0.1, 10)]
    [TestCase(0.00001, 3600)]
    [TestCase(null, 60)]
    public void Tells_when_the_next_order_ends(double? perSecond, int seconds) =>
        Assert.That(new ArchivePace { Current = new Pace(perSecond, TimeSpan.Zero) }.TimeToNextEnd, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
}
