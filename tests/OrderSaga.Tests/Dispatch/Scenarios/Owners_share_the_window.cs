using NUnit.Framework;
using OrderSaga.Orders.Queue;
using OrderSaga.Orders.Quotas;

namespace OrderSaga.Tests.Dispatch.Scenarios;

public sealed class Owners_share_the_window : WaitingOrders
{
    [Test]
    public async Task One_owner_leaves_places_for_who_comes_next()
    {
        Use(new DispatchOptions { OwnerShare = 80 });
        await WaitingOfAsync("bulk", 500);
        Assert.That(await ClaimAsync(window: 100), Has.Count.EqualTo(80));
        Assert.That((await ClaimPageAsync(window: 100)).Held, Is.True);

        await WaitingOfAsync("newcomer", 1, priority: 1);
        Assert.That(await OwnersAsync(window: 100), Is.EqualTo("newcomer"));
    }

    [Test]
    public async Task Many_busy_owners_still_leave_a_place()
    {
        Use(new DispatchOptions { OwnerShare = 80 });
        foreach (var owner in new[] { "a", "b", "c", "d", "e" })
            await WaitingOfAsync(owner, 60);
        var taken = 0;
        while (await ClaimAsync(size: 30, window: 100) is { Count: > 0 } page)
            taken += page.Count;
        Assert.That(taken, Is.InRange(90, 99));
        await WaitingOfAsync("newcomer", 3, priority: 1);
        Assert.That(await OwnersAsync(window: 100), Does.StartWith("newcomer"));
    }

    [Test]
    public async Task A_place_that_comes_free_is_filled_again()
    {
        Use(new DispatchOptions { OwnerShare = 50 });
        var ids = await WaitingOfAsync("a", 20);
        Assert.That(await ClaimAsync(window: 10), Has.Count.EqualTo(5));
        await EndAsync(ids[0]);
        await EndAsync(ids[1]);
        Assert.That(await ClaimAsync(window: 10), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task The_smallest_windows_are_of_use()
    {
        Use(new DispatchOptions { OwnerShare = 80 });
        await WaitingOfAsync("a", 20);
        Assert.That(await ClaimAsync(window: 1), Has.Count.EqualTo(1));
        Assert.That(await ClaimAsync(window: 2), Has.Count.EqualTo(1));
        Assert.That(await ClaimAsync(window: 5), Has.Count.EqualTo(2), "one is kept");
    }

    [Test]
    public async Task A_limit_keeps_an_owner_lower_and_its_own_limit_stands_for_the_usual_one()
    {
        Use(new DispatchOptions { OwnerShare = 100, OwnerLimit = 3, Owners = { ["big"] = "5", ["free"] = "0" } });
        await WaitingOfAsync("big", 20);
        await WaitingOfAsync("free", 20);
        await WaitingOfAsync("plain", 20);
        var owners = (await ClaimAsync()).GroupBy(order => order.Owner).Select(group => $"{group.Key} {group.Count()}");
        Assert.That(owners, Is.EquivalentTo(new[] { "big 5", "free 20", "plain 3" }));
        Assert.That((await ClaimPageAsync()).Held, Is.True);
    }

    [Test]
    public async Task A_limit_of_an_owner_does_not_hold_up_others_behind_it()
    {
        Use(new DispatchOptions { OwnerShare = 100, OwnerLimit = 1 });
        await WaitingAsync(80, (order, n) => order.Owner = $"o{n % 40:00}");
        Assert.That(await ClaimAsync(size: 40), Has.Count.EqualTo(40));
        await WaitingOfAsync("z", 3, priority: 1);
        Assert.That(await OwnersAsync(size: 10), Is.EqualTo("z"));
    }

    [Test]
    public async Task The_quota_of_open_orders_is_such_a_limit()
    {
        Use(quota: new QuotaOptions { OpenOrders = 4, Owners = { ["poor"] = new QuotaLimits { OpenOrders = 1 } } });
        Use(new DispatchOptions { OwnerShare = 100, Owners = { ["rich"] = "2" } }, new QuotaOptions { OpenOrders = 4, Owners = { ["poor"] = new QuotaLimits { OpenOrders = 1 } } });
        var ids = await WaitingOfAsync("poor", 9);
        await WaitingOfAsync("plain", 9);
        await WaitingOfAsync("rich", 9);
        Assert.That(await OwnersAsync(), Is.EqualTo("plain poor rich plain rich plain plain"));
        await EndAsync(ids[0]);
        Assert.That(await OwnersAsync(), Is.EqualTo("poor"));
    }

    [Test]
    public async Task What_another_worker_claimed_counts_at_once()
    {
        Use(new DispatchOptions { OwnerShare = 100, OwnerLimit = 3 });
        await WaitingOfAsync("a", 20);
        Assert.That(await ClaimAsync(size: 2), Has.Count.EqualTo(2));
        Use(new DispatchOptions { OwnerShare = 100, OwnerLimit = 3 });
        Assert.That(await ClaimAsync(size: 2), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_crashed_dispatchers_places_are_free_when_its_claim_ends()
    {
        Use(new DispatchOptions { OwnerShare = 100, OwnerLimit = 2 });
        await WaitingOfAsync("a", 2);
        Assert.That(await ClaimAsync(), Has.Count.EqualTo(2));
        Assert.That(await ClaimAsync(now: Lease.AddSeconds(-2)), Is.Empty);
        Assert.That((await ClaimAsync(now: Lease)).Select(order => order.Sends), Is.EqualTo(new[] { 2, 2 }));
    }
}
