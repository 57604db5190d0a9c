using NUnit.Framework;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Dispatch.Scenarios;

public sealed class Owners_take_turns : WaitingOrders
{
    [Test]
    public async Task In_one_priority_each_sends_one_order_after_the_other()
    {
        await WaitingOfAsync("a", 10);
        await WaitingOfAsync("b", 2);
        await WaitingOfAsync("c", 3);
        Assert.That(await OwnersAsync(size: 9), Is.EqualTo("a b c a b c a c a"));
        Assert.That(await OwnersAsync(size: 3), Is.EqualTo("a a a"));
    }

    [Test]
    public async Task The_next_page_goes_on_where_the_last_one_ended()
    {
        foreach (var owner in new[] { "a", "b", "c", "d", "e" })
            await WaitingOfAsync(owner, 4);
        Assert.That(await OwnersAsync(size: 2), Is.EqualTo("a b"));
        Assert.That(await OwnersAsync(size: 2), Is.EqualTo("c d"));
        Assert.That(await OwnersAsync(size: 2), Is.EqualTo("e a"));
        Assert.That(await OwnersAsync(size: 6), Is.EqualTo("b c d e a b"));
    }

    [Test]
    public async Task The_window_gives_single_places_in_turn_too()
    {
        foreach (var owner in new[] { "a", "b", "c" })
            await WaitingOfAsync(owner, 4);
        var first = await ClaimAsync(size: 100, window: 1);
        await EndAsync(first[0].CorrelationId);
        var second = await ClaimAsync(size: 100, window: 1);
        await EndAsync(second[0].CorrelationId);
        var third = await ClaimAsync(size: 100, window: 1);
        Assert.That(new[] { first, second, third }.Select(page => page.Single().Owner), Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [Test]
    public async Task Of_each_owner_the_oldest_goes_first()
    {
        var a = await WaitingOfAsync("a", 3);
        var b = await WaitingOfAsync("b", 3);
        Assert.That((await ClaimAsync()).Select(order => order.CorrelationId), Is.EqualTo(new[] { a[0], b[0], a[1], b[1], a[2], b[2] }));
    }

    [Test]
    public async Task A_higher_priority_goes_before_all_turns()
    {
        await WaitingOfAsync("a", 300);
        await WaitingOfAsync("b", 1);
        await WaitingOfAsync("z", 2, priority: 100);
        await WaitingOfAsync("a", 1, priority: 99);
        Assert.That(await OwnersAsync(size: 6), Is.EqualTo("z z a a b a"));
    }

    [Test]
    public async Task A_higher_priority_fills_pages_before_a_lower_one_is_looked_at()
    {
        await WaitingOfAsync("a", 25, priority: 90);
        await WaitingOfAsync("b", 4, priority: 90);
        await WaitingOfAsync("c", 1, priority: 10);
        var owners = new List<string>();
        while (await ClaimPageAsync(size: 10) is { Orders.Count: > 0 } page)
        {
            Assert.That(page.More, Is.EqualTo(owners.Count + page.Orders.Count < 30));
            owners.AddRange(page.Orders.Select(order => order.Owner));
        }
        Assert.That(owners.IndexOf("c"), Is.EqualTo(29));
        Assert.That(string.Join(' ', owners.Take(10)), Is.EqualTo("a b a b a b a b a a"));
    }

    [Test]
    public async Task A_page_of_priorities_with_little_in_each_is_filled_from_all_of_them()
    {
        await WaitingAsync(100, (order, n) => (order.Priority, order.Owner) = (n + 1, $"o{n % 7}"));
        var page = await ClaimAsync(size: 100);
        Assert.That(page.Select(order => order.Priority), Is.EqualTo(Enumerable.Range(1, 100).Reverse()));
    }

    [Test]
    public async Task More_owners_than_a_page_holds_are_all_served_before_any_is_served_twice()
    {
        await WaitingAsync(250, (order, n) => order.Owner = $"o{n % 125}");
        var owners = new List<string>();
        for (var page = 0; page < 5; page++)
        {
            var claimed = await ClaimPageAsync(size: 25);
            Assert.That(claimed.More, Is.True);
            owners.AddRange(claimed.Orders.Select(order => order.Owner));
        }
        Assert.That(owners, Is.Unique);
        Assert.That(owners, Has.Count.EqualTo(125));
    }

    [Test]
    public async Task Owners_with_nothing_due_are_passed_over()
    {
        await WaitingAsync(40, (order, n) => (order.Owner, order.DispatchAt) = ($"later{n}", Now.AddHours(1)));
        await WaitingAsync(40, (order, n) => (order.Owner, order.ClaimedUntil, order.InFlight, order.Sends) = ($"claimed{n}", Lease, true, 1));
        await WaitingOfAsync("z", 2);
        Assert.That(await OwnersAsync(size: 5), Is.EqualTo("z z"));
    }

    [Test]
    public async Task Four_dispatchers_at_once_take_each_order_once()
    {
        await WaitingAsync(300, (order, n) => (order.Owner, order.Priority) = ($"o{n % 9}", 1 + (n % 3)));
        var pages = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var mine = new List<Order>();
            while (await ClaimAsync(size: 10) is { Count: > 0 } page)
                mine.AddRange(page);
            return mine;
        })));
        Assert.That(pages.SelectMany(page => page.Select(order => order.CorrelationId)), Is.Unique.And.Exactly(300).Items);
    }

    [Test]
    public async Task A_row_of_ten_thousand_owners_costs_a_page_what_it_needs()
    {
        await WaitingAsync(10_000, (order, n) => order.Owner = $"o{n:00000}");
        var page = await ClaimPageAsync(size: 20);
        Assert.That((page.Orders.Count, page.More, page.Held), Is.EqualTo((20, true, false)));
        Assert.That(page.Orders[^1].Owner, Is.EqualTo("o00019"));
    }
}
