using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using OrderSaga.Orders.Queue;

namespace OrderSaga.Tests.Dispatch;

public sealed class Shares_of_the_window
{
    [TestCase(80, 1, 4000)]
    [TestCase(80, 2, 2223)]
    [TestCase(80, 10, 488)]
    [TestCase(50, 1, 2500)]
    [TestCase(100, 1, 5000)]
    [TestCase(100, 4, 1250)]
    public void Busy_owners_come_to_a_stop_at(int percent, int owners, int each)
    {
        var share = new WindowShare(percent);
        var inFlight = new int[owners];
        var free = 5000;
        while (Array.FindIndex(inFlight, one => share.Allows(one, free)) >= 0)
        {
            for (var i = 0; i < owners && share.Allows(inFlight[i], free); i++, free--)
                inFlight[i]++;
        }
        Assert.That(inFlight, Is.All.EqualTo(each).Within(1));
    }

    [Test]
    public void An_owner_without_any_has_always_a_place_while_there_is_one() => Check.QuickThrowOnFailure(
        Prop.ForAll(Gen.Choose(1, 100).ToArbitrary(), Gen.Choose(1, 1_000_000).ToArbitrary(), (percent, free) => new WindowShare(percent).Allows(0, free)));

    [Test]
    public void The_limit_is_the_first_figure_that_is_not_allowed() => Check.QuickThrowOnFailure(
        Prop.ForAll(Gen.Choose(1, 99).ToArbitrary(), Gen.Choose(1, 1_000_000).ToArbitrary(), (percent, free) =>
        {
            var share = new WindowShare(percent);
            var limit = share.LimitAt(free);
            return share.Allows(limit - 1, free) && !share.Allows(limit, free) && IsAllowed(limit - 1) && !IsAllowed(limit);

            // As the share is defined: at most share / (100 − share) times what is free.
            bool IsAllowed(long inFlight) => (100 - percent) * inFlight < (long)percent * free;
        }));
}
