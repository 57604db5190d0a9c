using NUnit.Framework;
using OrderSaga.Orders.Estimates;

namespace OrderSaga.Tests.Dispatch.Scenarios;

public sealed class The_line_as_it_is_read : WaitingOrders
{
    EstimateQueries Queries => new(Database.Contexts, Database.Orders);

    [Test]
    public async Task Has_the_places_in_which_orders_are_claimed()
    {
        await WaitingOfAsync("a", 9);
        await WaitingOfAsync("c", 4);
        await WaitingOfAsync("b", 2, priority: 80);
        await WaitingAsync(6, (order, _) => order.Owner = "d");
        Assert.That(await OwnersAsync(size: 3), Is.EqualTo("b b a"), "so that it is not the first owner's turn");

        var (line, taken) = await Queries.LineAsync(CancellationToken.None);
        // Claimed and unstamped orders are in the line for the moment.
        Assert.That((line.Count, taken), Is.EqualTo((21, 3)));
        foreach (var order in await ClaimAsync())
            await StampAsync(order.CorrelationId);
        Assert.That((await Queries.LineAsync(CancellationToken.None)).Line.Count, Is.EqualTo(3));
    }

    [Test]
    public async Task Names_each_orders_position()
    {
        await WaitingOfAsync("a", 9);
        await WaitingOfAsync("c", 4);
        await WaitingOfAsync("b", 2, priority: 80);
        await WaitingAsync(6, (order, _) => order.Owner = "d");
        foreach (var order in await ClaimAsync(size: 3))
            await StampAsync(order.CorrelationId);
        var (line, _) = await Queries.LineAsync(CancellationToken.None);
        var next = await ClaimAsync();
        Assert.That(
            next.Select(order => line.PositionOf(order.Priority, order.Owner, order.DispatchAt!.Value, order.CorrelationId)),
            Is.EqualTo(Enumerable.Range(1, 18)));
    }

    [Test]
    public async Task Is_remembered_in_steps_when_it_is_long()
    {
        await WaitingAsync(12_000, (order, n) => (order.Owner, order.DispatchAt) = ($"o{n % 2}", Now.AddMilliseconds(n - 20_000)));
        var queries = Queries;
        await queries.LineAsync(CancellationToken.None);
        var (line, _) = await queries.LineAsync(CancellationToken.None);
        Assert.That(line.Count, Is.EqualTo(12_000));
        Assert.That(line.PositionOf(50, "o0", Now.AddMilliseconds(6000 - 20_000), Guid.Empty), Is.EqualTo(6000).Within(10));
    }

    [Test]
    public async Task Is_empty_when_nobody_waits() =>
        Assert.That((await Queries.LineAsync(CancellationToken.None)).Line.Count, Is.Zero);

    [Test]
    public async Task Comes_with_the_latest_ends_of_what_the_archive_did()
    {
        var ids = await WaitingAsync(4);
        foreach (var (id, n) in (await ClaimAsync()).Select((order, n) => (order.CorrelationId, n)))
        {
            await StampAsync(id, at: Now);
            await EndAsync(id, Now.AddSeconds(10 + n));
        }
        await ChangeAsync(ids[0], order => order.State = "Dismissed");
        await ChangeAsync(ids[1], order => order.State = "Failed");
        await ChangeAsync(ids[2], order => order.SentAt = null);
        var ends = await Queries.LatestCompletionsAsync(Now.AddHours(1), CancellationToken.None);
        Assert.That(ends, Has.Count.EqualTo(2));
        Assert.That(ends, Has.All.Property("Sent").EqualTo(Now));
        Assert.That(ends.Select(end => end.Finished), Is.Ordered.Descending.And.All.GreaterThan(Now));
        Assert.That(await Queries.LatestCompletionsAsync(Now.AddDays(2), CancellationToken.None), Is.Empty);
    }
}
