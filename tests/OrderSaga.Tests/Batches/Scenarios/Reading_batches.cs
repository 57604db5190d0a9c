using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Batches.Scenarios;

public abstract class Reading_batches : BatchFixture
{
    [Test]
    public async Task Its_orders_come_page_by_page_each_once_and_by_status()
    {
        await using var worker = await StartAsync();
        var batch = await StartedAsync(worker, 23);
        var orders = await OrdersAsync(batch.CorrelationId);
        await Task.WhenAll(orders.Take(8).Select((order, n) => n < 5 ? SucceedAsync(worker, order) : FailAsync(worker, order)));
        await UntilCountedAsync(batch.CorrelationId);

        async Task<List<Order>> AllAsync(IReadOnlyCollection<string>? statuses)
        {
            var (all, after) = (new List<Order>(), (Guid?)null);
            while (await worker.Queries.OrdersAsync(batch.CorrelationId, statuses, 4, after, CancellationToken.None) is { Count: > 0 } page)
            {
                all.AddRange(page);
                after = page[^1].CorrelationId;
            }
            return all;
        }

        Assert.That((await AllAsync(null)).Select(order => order.CorrelationId), Is.EquivalentTo(orders.Select(order => order.CorrelationId)));
        Assert.That((await AllAsync([JobStatus.Successful])).Select(order => order.ProductIdentifier), Is.EquivalentTo(orders.Take(5).Select(order => order.ProductIdentifier)));
        Assert.That(await AllAsync([JobStatus.Failed, JobStatus.Accepted]), Has.Count.EqualTo(18));
        Assert.That(await AllAsync([JobStatus.Dismissed]), Is.Empty);
    }

    [Test]
    public async Task Its_items_say_what_became_of_each_product()
    {
        await using var worker = await StartAsync(("Orders:ProductLink", "https://archive.example.test/{id}"));
        var batch = await StartedAsync(worker, 3);
        var orders = await OrdersAsync(batch.CorrelationId);
        await SucceedAsync(worker, orders[0]);
        await FailAsync(worker, orders[1]);
        var items = await worker.Queries.ItemsAsync(batch.CorrelationId, 10, null, CancellationToken.None);
        Assert.That(items.OrderBy(item => item.ProductIdentifier), Is.EqualTo(new[]
        {
            new BatchItem(orders[0].CorrelationId, "P-00001", "successful", null, null, "https://archive.example.test/P-00001"),
            new BatchItem(orders[1].CorrelationId, "P-00002", "failed", "archive-error", "the product is not there", null),
            new BatchItem(orders[2].CorrelationId, "P-00003", "accepted", null, null, null),
        }));
        Assert.That(await worker.Queries.ItemsAsync(batch.CorrelationId, 2, items[0].OrderId, CancellationToken.None), Is.EqualTo(items.Skip(1)));
    }

    [Test]
    public async Task The_list_of_jobs_has_the_triggered_ones_newest_first_and_filtered()
    {
        await using var worker = await StartAsync(loops: false);
        await PrepareAsync(1);
        var start = new DateTime(2031, 5, 7, 9, 0, 0, DateTimeKind.Utc);
        var batches = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            var id = (await PrepareAsync(1)).CorrelationId;
            await worker.SendAsync(new StartBatch(id, null, null, null, start.AddMinutes(i / 2)));
            batches.Add(id);
        }
        await worker.SendAsync(new CancelBatch(batches[0], null, false, start.AddMinutes(5)));
        Task<IReadOnlyList<Batch>> ListAsync(JobFilter filter, int limit = 10, (DateTime, Guid)? after = null) =>
            worker.Queries.ListAsync(filter, start.AddHours(1), limit, after, CancellationToken.None);

        var all = await ListAsync(new JobFilter());
        Assert.That(all.Select(batch => batch.CorrelationId), Is.EquivalentTo(batches));
        Assert.That(all.Select(batch => batch.Created), Is.Ordered.Descending);
        var pages = new List<Guid>();
        (DateTime, Guid)? after = null;
        while (await ListAsync(new JobFilter(), 2, after) is { Count: > 0 } page)
        {
            pages.AddRange(page.Select(batch => batch.CorrelationId));
            after = (page[^1].Created!.Value, page[^1].CorrelationId);
        }
        Assert.That(pages, Is.EqualTo(all.Select(batch => batch.CorrelationId)));
        Assert.That((await ListAsync(new JobFilter { Statuses = [JobStatus.Dismissed] })).Select(batch => batch.CorrelationId), Is.EqualTo(new[] { batches[0] }));
        Assert.That(await ListAsync(new JobFilter { Statuses = [JobStatus.Accepted] }), Has.Count.EqualTo(4));
        Assert.That(await ListAsync(new JobFilter { CreatedFrom = start.AddMinutes(1), CreatedTo = start.AddMinutes(1) }), Has.Count.EqualTo(2));
        Assert.That(await ListAsync(new JobFilter { MinDuration = TimeSpan.FromSeconds(1) }), Is.Empty, "none has started");
    }

    [Test]
    public async Task By_length_of_its_run_it_is_found_running_and_ended()
    {
        await using var worker = await StartAsync(loops: false);
        var start = new DateTime(2031, 5, 7, 9, 0, 0, DateTimeKind.Utc);
        var running = await PrepareAsync(1, batch => (batch.State, batch.Created, batch.Started) = ("Running", start, start));
        var ended = await PrepareAsync(1, batch => (batch.State, batch.Created, batch.Started, batch.Finished) = ("Failed", start, start, start.AddMinutes(10)));
        async Task<IReadOnlyList<Guid>> ListAsync(JobFilter filter) =>
            [.. (await worker.Queries.ListAsync(filter, start.AddMinutes(30), 10, null, CancellationToken.None)).Select(batch => batch.CorrelationId)];
        Assert.That(await ListAsync(new JobFilter { MinDuration = TimeSpan.FromMinutes(20) }), Is.EqualTo(new[] { running.CorrelationId }));
        Assert.That(await ListAsync(new JobFilter { MaxDuration = TimeSpan.FromMinutes(20) }), Is.EqualTo(new[] { ended.CorrelationId }));
    }
}
