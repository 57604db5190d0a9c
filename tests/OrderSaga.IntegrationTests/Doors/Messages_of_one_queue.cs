using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using static OrderSaga.IntegrationTests.Doors.Samples;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>Many messages are taken side by side; those about one order take effect in the order in which the queue holds them.</summary>
public sealed class Messages_of_one_queue
{
    const int Pairs = 400;

    DoorWorld _world = null!;

    [SetUp]
    public async Task MakeAsync()
    {
        _world = await DoorWorld.MakeAsync(settings: new Dictionary<string, string?> { ["Bus:Prefetch"] = "200", ["Regards:Tenant"] = "lta-sandbox" });
        await _world.Regards.DeclareExchangeAsync(PatchExchange);
        await _world.Regards.ListenAsync(PatchExchange, "inbox");
        await _world.StartAsync();
    }

    [TearDown]
    public async Task EndAsync() => await _world.DisposeAsync();

    [Test]
    public async Task An_error_and_the_success_behind_it_end_the_order_by_the_error()
    {
        var ids = NewIds();
        foreach (var id in ids)
            await _world.Upstream.PublishAsync(SubmitQueue, Order(id));
        await UntilAsync(orders => orders.Count(order => order.SentAt is not null) == Pairs, "all are sent");
        await _world.StopAsync();
        foreach (var id in ids)
        {
            await AnswerAsync(id, "ERROR");
            await AnswerAsync(id, "SUCCESS");
        }
        await _world.StartAsync();
        await UntilAsync(orders => orders.Count(order => order.Finished is not null) == Pairs, "all have ended");
        Assert.That((await OrdersAsync()).Count(order => order.Status != "failed"), Is.Zero);
    }

    [Test]
    public async Task Of_two_orders_of_one_id_the_first_is_taken()
    {
        await _world.StopAsync();
        var ids = NewIds();
        foreach (var id in ids)
        {
            await _world.Upstream.PublishAsync(SubmitQueue, Order(id, "\"label\":\"first\""));
            await _world.Upstream.PublishAsync(SubmitQueue, Order(id, "\"label\":\"second\""));
        }
        await _world.StartAsync();
        await UntilAsync(orders => orders.Count == Pairs, "all are taken");
        Assert.That((await OrdersAsync()).Count(order => order.Label != "first"), Is.Zero);
    }

    static List<Guid> NewIds() => [.. Enumerable.Range(0, Pairs).Select(_ => Guid.NewGuid())];

    Task AnswerAsync(Guid id, string state) => _world.Regards.PublishAsync(
        AnswerExchange, $$"""{"type":"PATCH","requestId":"{{id}}","requestOwner":"ordersaga","state":"{{state}}"}""",
        headers: new Dictionary<string, object?> { ["regards.tenant"] = "lta-sandbox" });

    async Task<List<OrderSaga.Orders.Order>> OrdersAsync()
    {
        await using var database = await _world.DatabaseAsync();
        return await database.Set<OrderSaga.Orders.Order>().AsNoTracking().ToListAsync();
    }

    Task UntilAsync(Func<List<OrderSaga.Orders.Order>, bool> condition, string what) => Until.TrueAsync(async () => condition(await OrdersAsync()), what);
}
