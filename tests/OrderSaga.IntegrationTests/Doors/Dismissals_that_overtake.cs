using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Jobs;
using static OrderSaga.IntegrationTests.Doors.Samples;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>A message that was sent second and read first takes effect second.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class Dismissals_that_overtake(bool postgres)
{
    const string CreateBulk = "ordersaga.create-bulk";
    const string DismissBulk = "ordersaga.dismiss-bulk";

    DoorWorld _world = null!;

    [SetUp]
    public async Task MakeAsync()
    {
        _world = await DoorWorld.MakeAsync(postgres);
        _world.Set("Regards:Tenant", "lta-sandbox");
    }

    [TearDown]
    public async Task EndAsync() => await _world.DisposeAsync();

    [Test]
    public async Task Orders_sent_and_at_once_dismissed_end_dismissed_and_nothing_is_sent()
    {
        await _world.Regards.DeclareExchangeAsync(PatchExchange);
        var requests = await _world.Regards.ListenAsync(PatchExchange);
        await _world.StartAsync();
        var events = await _world.Upstream.ListenAsync(StatusChanged);
        var ids = Enumerable.Range(0, 150).Select(_ => Guid.NewGuid()).ToList();
        var later = DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

        foreach (var id in ids)
        {
            await _world.Upstream.PublishAsync(SubmitQueue, Order(id, $"\"notBefore\":\"{later}\""));
            await _world.Upstream.PublishAsync(DismissQueue, $$"""{"orderId":"{{id}}","reason":"no longer needed"}""");
        }

        var told = new Dictionary<Guid, List<string?>>();
        while (told.Values.Count(statuses => statuses.Contains("dismissed")) < ids.Count)
        {
            var message = (await events.NextAsync()).Json;
            var id = message.GetProperty("orderId").GetGuid();
            (told.TryGetValue(id, out var statuses) ? statuses : told[id] = []).Add(message.GetProperty("status").GetString());
        }
        Assert.That(told.Keys, Is.EquivalentTo(ids));
        Assert.That(told.Values, Is.All.EquivalentTo(new[] { "accepted", "dismissed" }));
        Assert.That(requests.TryNext(out _), Is.False);
    }

    [Test]
    public async Task A_dismissal_waits_over_a_restart_for_the_order_that_it_overtook()
    {
        await _world.StartAsync();
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(DismissQueue, $$"""{"orderId":"{{id}}","reason":"no longer needed"}""");
        await Until.TrueAsync(async () => await CountAwaitedAsync() == 1, "the dismissal is remembered");
        Assert.That(await _world.OrderAsync(id), Is.Null, "a dismissal is no order");
        await _world.StopAsync();
        await _world.StartAsync();
        var events = await _world.Upstream.ListenAsync(StatusChanged);
        var rejections = await _world.Upstream.ListenAsync(Rejected);

        await _world.Upstream.PublishAsync(SubmitQueue, Order(id, "\"label\":\"mine\",\"priority\":80"));

        Assert.That(await TwoAsync(events), Is.EqualTo(new[] { "1 accepted", "2 dismissed" }));
        var order = (await _world.OrderAsync(id))!;
        Assert.That(
            (order.Status, order.Message, order.Label, order.Priority, order.ProductUrn, order.DispatchAt, order.Deadline),
            Is.EqualTo(("dismissed", "no longer needed", "mine", 80, Urn, (DateTime?)null, (DateTime?)null)));
        await _world.Upstream.PublishAsync(SubmitQueue, Order(id, "\"label\":\"mine\",\"priority\":80"));
        Assert.That((await events.NextAsync(e => e.Is(id))).Json.GetProperty("status").GetString(), Is.EqualTo("dismissed"), "the same order again");
        Assert.That(rejections.TryNext(out _), Is.False);
    }

    [TestCase(DismissQueue, "orderId")]
    [TestCase(DismissBulk, "bulkId")]
    public async Task A_dismissal_that_waited_in_vain_is_refused_by_its_own_name(string command, string member)
    {
        _world.Set("Orders:DismissalWait", "00:00:01");
        _world.Set("Bulks:DismissalWait", "00:00:01");
        await _world.StartAsync();
        var refusals = await _world.Upstream.ListenAsync(Refused);
        var id = Guid.NewGuid();
        // Twice: the second changes nothing, and is answered with the first.
        await _world.Upstream.PublishAsync(command, $$"""{"{{member}}":"{{id}}"}""");
        await _world.Upstream.PublishAsync(command, $$"""{"{{member}}":"{{id}}"}""");

        var refused = (await refusals.NextAsync()).Json;
        Assert.That((refused.GetProperty("command").GetString(), refused.GetProperty(member).GetGuid()), Is.EqualTo((command, id)));
        Assert.That(refused.GetProperty("errors")[0].GetProperty("field").GetString(), Is.EqualTo(member));
        await Until.TrueAsync(async () => await CountAwaitedAsync() == 0, "nothing waits any more");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_bulk_whose_dismissal_came_first_ends_dismissed_without_batches(bool cascade)
    {
        await _world.StartAsync();
        var events = await _world.Upstream.ListenAsync("ordersaga.bulk-status-changed");
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(DismissBulk, $$"""{"bulkId":"{{id}}","reason":"wrong year","cascade":{{(cascade ? "true" : "false")}}}""");
        await Until.TrueAsync(async () => await CountAwaitedAsync() == 1, "the dismissal is remembered");

        await _world.Upstream.PublishAsync(CreateBulk, $$"""{"bulkId":"{{id}}","collections":["s1-product"],"automaticTrigger":true,"label":"mine"}""");

        Assert.That(await TwoAsync(events), Is.EqualTo(new[] { "1 accepted", "2 dismissed" }));
        var bulk = (await _world.Part<BulkQueries>().FindAsync(id, CancellationToken.None))!;
        Assert.That((bulk.Status, bulk.Message, bulk.Label, bulk.Cascade, bulk.Deadline), Is.EqualTo(("dismissed", "wrong year", "mine", (bool?)cascade, (DateTime?)null)));
        Assert.That(await _world.Part<BulkQueries>().BatchesAsync(id, 10, null, null, CancellationToken.None), Is.Empty);
    }

    /// <summary>The next two events by their number, as their order on the wire says nothing.</summary>
    static async Task<string[]> TwoAsync(Listener events)
    {
        var told = new[] { (await events.NextAsync()).Json, (await events.NextAsync()).Json };
        return [.. told.Select(e => $"{e.GetProperty("sequence").GetInt32()} {e.GetProperty("status").GetString()}").Order()];
    }

    async Task<int> CountAwaitedAsync()
    {
        var awaited = JobStatus.ToState(JobStatus.Awaited);
        await using var database = await _world.DatabaseAsync();
        return await database.Set<OrderSaga.Orders.Order>().IgnoreQueryFilters().CountAsync(order => order.State == awaited)
            + await database.Set<Bulk>().IgnoreQueryFilters().CountAsync(bulk => bulk.State == awaited);
    }
}
