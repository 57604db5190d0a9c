using NUnit.Framework;
using OrderSaga.Orders.Queue;
using OrderSaga.Orders.Quotas;

namespace OrderSaga.Tests.Dispatch.Scenarios;

public sealed class Hourly_quotas : WaitingOrders
{
    static readonly QuotaOptions Three = new() { OrdersPerHour = 3, Owners = { ["free"] = new QuotaLimits { OrdersPerHour = 0 } } };

    /// <summary>Claimed, sent and ended at once.</summary>
    async Task<int> SendAsync(DateTime now, int size = 100)
    {
        var orders = await ClaimAsync(size: size, now: now);
        foreach (var order in orders)
        {
            await StampAsync(order.CorrelationId, now.AddSeconds(30), now);
            await EndAsync(order.CorrelationId, now.AddSeconds(1));
        }
        return orders.Count;
    }

    [Test]
    public async Task An_owner_sends_as_many_as_its_quota_in_any_hour()
    {
        Use(quota: Three);
        await WaitingOfAsync("a", 20);
        Assert.That(await SendAsync(Now, size: 2), Is.EqualTo(2));
        Assert.That(await SendAsync(Now.AddMinutes(20)), Is.EqualTo(1));
        Assert.That(await SendAsync(Now.AddMinutes(59)), Is.Zero);
        Assert.That(await SendAsync(Now.AddMinutes(61)), Is.EqualTo(2));
        Assert.That(await SendAsync(Now.AddMinutes(79)), Is.Zero);
        Assert.That(await SendAsync(Now.AddMinutes(81)), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_claimed_counts_before_it_is_sent()
    {
        Use(quota: Three);
        await WaitingOfAsync("a", 20);
        Assert.That(await ClaimAsync(size: 2), Has.Count.EqualTo(2));
        Assert.That(await ClaimAsync(size: 2, now: Now.AddSeconds(15)), Has.Count.EqualTo(1));
        Assert.That(await ClaimAsync(size: 2, now: Now.AddSeconds(16)), Is.Empty);
    }

    [Test]
    public async Task Others_pass_an_owner_that_has_sent_enough()
    {
        Use(quota: Three);
        await WaitingOfAsync("a", 20, priority: 90);
        await WaitingOfAsync("b", 2, priority: 10);
        await WaitingOfAsync("free", 5, priority: 10);
        Assert.That(await OwnersAsync(size: 20), Is.EqualTo("a a a b free b free free free free"));
    }

    [Test]
    public async Task A_page_full_of_owners_that_have_sent_enough_does_not_hide_the_next()
    {
        Use(quota: new QuotaOptions { OrdersPerHour = 1 });
        await WaitingAsync(60, (order, n) => order.Owner = $"o{n % 30:00}");
        Assert.That(await SendAsync(Now), Is.EqualTo(30));
        await WaitingOfAsync("z", 1, priority: 1);
        var owners = new List<string>();
        var pages = 0;
        DispatchQueue.Claimed page;
        do
        {
            page = await ClaimPageAsync(size: 10, now: Now.AddSeconds(20));
            owners.AddRange(page.Orders.Select(order => order.Owner));
        }
        while (page.More && pages++ < 10);
        Assert.That(owners, Is.EqualTo(new[] { "z" }));
    }

    [Test]
    public async Task A_quota_that_is_used_up_is_no_lack_of_places()
    {
        Use(quota: Three);
        await WaitingOfAsync("a", 20);
        Assert.That(await SendAsync(Now), Is.EqualTo(3));
        var page = await ClaimPageAsync(now: Now.AddSeconds(30));
        Assert.That((page.Orders.Count, page.Held), Is.EqualTo((0, false)));
    }
}
