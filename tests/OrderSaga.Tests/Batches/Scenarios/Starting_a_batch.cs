using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Batches.Scenarios;

public abstract class Starting_a_batch : BatchFixture
{
    static readonly string[] Own = [nameof(Order.CorrelationId)];

    [Test]
    public async Task An_item_stored_with_many_is_the_row_that_the_machine_makes_of_the_same_product()
    {
        await using var worker = await StartAsync();
        var batch = await StartedAsync(worker, 12, b => b.Priority = 70);
        batch = await BatchAsync(batch.CorrelationId);
        await using var database = Open();
        var products = await database.Set<BulkProduct>().AsNoTracking().Where(product => product.BatchId == batch.CorrelationId).ToListAsync();
        var orders = (await OrdersAsync(batch.CorrelationId)).ToDictionary(order => order.ProductIdentifier);
        Assert.That(orders, Has.Count.EqualTo(12));
        foreach (var product in products)
        {
            var item = orders[product.Identifier];
            var twin = Guid.NewGuid();
            await worker.SendAsync(new PlaceOrder
            {
                OrderId = twin,
                ProductIdentifier = product.Identifier,
                Product = new OrderProduct
                {
                    Urn = product.Urn!,
                    Id = product.ProductId!,
                    Model = product.Model!,
                    EntityType = product.EntityType!,
                    Size = product.Size,
                },
                Priority = 70,
                Owner = Owner,
                Tenant = Tenant,
                Label = "summer",
                ContentDigest = batch.CorrelationId.ToString(),
                BatchId = batch.CorrelationId,
                BulkId = batch.BulkId,
                At = batch.Created!.Value,
            });
            var placed = await database.Set<Order>().AsNoTracking().SingleAsync(order => order.CorrelationId == twin);
            Assert.That(Columns(database, item), Is.EqualTo(Columns(database, placed)));
            Assert.That(await LinesAsync(item.CorrelationId), Is.EqualTo(await LinesAsync(twin)));
        }
    }

    /// <summary>All of the row, by column, but its own id.</summary>
    static List<string> Columns(DbContext database, Order order) =>
    [
        .. database.Entry(order).Properties.Where(property => !Own.Contains(property.Metadata.Name))
            .Select(property => $"{property.Metadata.Name} = {(property.CurrentValue is DateTime time ? time.ToString("O") : property.CurrentValue)}"),
    ];

    async Task<List<string>> LinesAsync(Guid id) =>
    [
        .. (await HistoryAsync(id)).Select(line =>
            $"{line.Entry} {line.At:O} {line.FromStatus} {line.ToStatus} {line.Phase} {line.Cause} {line.Late} {line.Attempt} {line.Message} "
            + (line.RequestId == id.ToString() ? "its own id" : line.RequestId)),
    ];

    [Test]
    public async Task Its_orders_have_ids_that_anybody_can_tell()
    {
        await using var worker = await StartAsync();
        var batch = await StartedAsync(worker, 3);
        Assert.That(
            (await OrdersAsync(batch.CorrelationId)).Select(order => order.CorrelationId),
            Is.EqualTo(new[] { "2", "4", "6" }.Select(position => BatchIds.OfOrder(batch.CorrelationId, position))));
    }

    [Test]
    public async Task Page_by_page_every_product_is_ordered_once()
    {
        await using var worker = await StartAsync(("Batches:PageSize", "7"));
        var batch = await StartedAsync(worker, 40);
        Assert.That((await OrdersAsync(batch.CorrelationId)).Select(order => order.ProductIdentifier), Is.EqualTo(Enumerable.Range(1, 40).Select(n => $"P-{n:00000}")));
        Assert.That((batch.Status, batch.Phase, batch.Waiting), Is.EqualTo((JobStatus.Accepted, BatchPhase.Queued, 40)));
        Assert.That(await CausesAsync(batch.CorrelationId), Is.EqualTo("prepared, triggered, stored"));
    }

    [Test]
    public async Task What_a_dead_worker_began_another_goes_on_with()
    {
        var batch = await PrepareAsync(25);
        await using (var mortal = await StartAsync(loops: false))
        {
            await mortal.Desk.TriggerAsync(batch.CorrelationId, null, null, null, null, CancellationToken.None);
            var now = DateTime.UtcNow;
            var until = now.AddMilliseconds(300);
            var claimed = await mortal.Part<BatchTable>().ClaimAsync(BatchTask.Start, now, until, 10, CancellationToken.None);
            Assert.That(claimed, Is.EqualTo(new[] { batch.CorrelationId }));
            await mortal.Part<BatchStore>().StoreAsync(batch.CorrelationId, null, 10, until, until, CancellationToken.None);
            Assert.That(await OrdersAsync(batch.CorrelationId), Has.Count.EqualTo(10));
        }
        await using var heir = await StartAsync();
        await UntilAsync(batch.CorrelationId, b => b.OrdersStored, "the heir has stored the rest");
        var orders = await OrdersAsync(batch.CorrelationId);
        Assert.That(orders, Has.Count.EqualTo(25));
        Assert.That(orders.Select(order => order.Created).Distinct().Count(), Is.EqualTo(1), "as if nobody had died");
        foreach (var order in orders)
            Assert.That(await HistoryAsync(order.CorrelationId), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Who_lost_the_claim_stores_nothing_more()
    {
        await using var worker = await StartAsync(loops: false);
        var batch = await PrepareAsync(5);
        await worker.Desk.TriggerAsync(batch.CorrelationId, null, null, null, null, CancellationToken.None);
        var lease = DateTime.UtcNow.AddSeconds(5);
        await worker.Part<BatchTable>().ClaimAsync(BatchTask.Start, DateTime.UtcNow, lease, 10, CancellationToken.None);
        var page = await worker.Part<BatchStore>().StoreAsync(batch.CorrelationId, null, 10, lease.AddMilliseconds(-1), lease, CancellationToken.None);
        Assert.That(page, Is.InstanceOf<StoredPage.Lost>());
        Assert.That(await OrdersAsync(batch.CorrelationId), Is.Empty);
    }

    [Test]
    public async Task Three_workers_share_ten_batches_and_order_every_product_once()
    {
        var batches = new List<Batch>();
        for (var i = 0; i < 10; i++)
            batches.Add(await PrepareAsync(30));
        var workers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => StartAsync(("Batches:PageSize", "7"))));
        await Task.WhenAll(batches.Select((batch, i) =>
            workers[i % 3].Desk.TriggerAsync(batch.CorrelationId, null, null, null, null, CancellationToken.None)));
        foreach (var batch in batches)
        {
            await UntilAsync(batch.CorrelationId, b => b.OrdersStored, "its orders are stored");
            Assert.That((await OrdersAsync(batch.CorrelationId)).Select(order => order.ProductIdentifier), Is.EqualTo(Enumerable.Range(1, 30).Select(n => $"P-{n:00000}")));
            Assert.That(await CausesAsync(batch.CorrelationId), Is.EqualTo("prepared, triggered, stored"));
        }
    }

    [Test]
    public async Task Dismissed_while_its_orders_are_stored_it_sends_none_and_cancels_all()
    {
        var batch = await PrepareAsync(20);
        await using (var first = await StartAsync(loops: false))
        {
            await first.Desk.TriggerAsync(batch.CorrelationId, null, null, null, null, CancellationToken.None);
            var until = DateTime.UtcNow.AddMilliseconds(200);
            await first.Part<BatchTable>().ClaimAsync(BatchTask.Start, DateTime.UtcNow, until, 10, CancellationToken.None);
            await first.Part<BatchStore>().StoreAsync(batch.CorrelationId, null, 8, until, until, CancellationToken.None);
            await first.Desk.DismissAsync(batch.CorrelationId, null, "enough", false, CancellationToken.None);
        }
        await using var worker = await StartAsync();
        var ended = await UntilAsync(batch.CorrelationId, b => b.Phase == BatchPhase.Cancelled, "the stop is over");
        var orders = await OrdersAsync(batch.CorrelationId);
        Assert.That(orders, Has.Count.EqualTo(20));
        Assert.That(orders.Select(order => (order.Status, order.DispatchAt, order.Message)), Is.All.EqualTo((JobStatus.Dismissed, (DateTime?)null, "The batch was dismissed: enough")));
        Assert.That((ended.Status, ended.Dismissed, ended.Message, ended.Due), Is.EqualTo((JobStatus.Dismissed, 20, "enough", (DateTime?)null)));
    }
}
