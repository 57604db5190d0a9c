using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Archive;
using OrderSaga.Batches;
using OrderSaga.IntegrationTests.Doors;
using OrderSaga.IntegrationTests.Scenarios.Stages;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Storage;
using OrderSaga.Tests;

namespace OrderSaga.IntegrationTests.Batches;

/// <summary>SIGKILL while orders are stored, counted and cancelled.</summary>
public sealed class A_worker_that_is_killed_with_its_batches
{
    const int Products = 240;

    static readonly (string, string)[] Settings =
    [
        ("Regards:MaxInFlight", "60"), ("Simulator:Jitter", "00:00:00.300"), ("Batches:PageSize", "20"), ("Batches:ClaimLease", "00:00:02"),
    ];

    ServersStage? _stage;

    [TearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    OrderSagaDbContext Open()
    {
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(new StoreOptions { Provider = StoreProvider.Postgres, ConnectionString = _stage!.Servers.Database });
        return new OrderSagaDbContext(options.Options);
    }

    async Task<Batch> BatchAsync(Guid id)
    {
        await using var database = Open();
        return await database.Set<Batch>().AsNoTracking().SingleAsync(batch => batch.CorrelationId == id);
    }

    async Task<List<Order>> OrdersAsync(Guid batchId)
    {
        await using var database = Open();
        return await database.Set<Order>().AsNoTracking().Where(order => order.BatchId == batchId).ToListAsync();
    }

    Task UntilAsync(Guid id, Func<Batch, bool> condition) => Eventually.HoldsAsync(
        async () => condition(await BatchAsync(id)),
        async () => await BatchAsync(id) is var b ? string.Create(CultureInfo.InvariantCulture, $"{b.Status} {b.Phase} {b.Figures()}") : "");

    async Task KillAsync()
    {
        await _stage!.Workers[^1].KillAsync();
        await _stage.StartWorkerAsync();
    }

    [Test]
    public async Task Loses_no_order_counts_none_twice_and_stops_what_was_dismissed()
    {
        _stage = await ServersStage.OpenAsync(Settings);
        await using var upstream = await ForeignClient.ConnectAsync(_stage.Servers.Bus.ToString());
        var (whole, dismissed) = (Guid.Empty, Guid.Empty);
        await using (var database = Open())
        {
            whole = await PreparedBatch.StoreAsync(database, Products, "PLAIN", "PLAIN", "PLAIN", "SIM-DENIED");
            // A few never end, so that there is always something to dismiss.
            dismissed = await PreparedBatch.StoreAsync(database, Products, [.. Enumerable.Repeat("PLAIN", 23), "SIM-GRANTED-ONLY"]);
        }

        foreach (var batch in new[] { whole, dismissed })
            await upstream.PublishAsync("ordersaga.trigger-batch", $$"""{"batchId":"{{batch}}"}""");
        await Eventually.HoldsAsync(async () => await _stage.Table.CountAsync() > 0, () => Task.FromResult("no order is stored"));
        await KillAsync();
        await UntilAsync(whole, batch => batch.Successful + batch.Failed > 40);
        await KillAsync();
        await UntilAsync(dismissed, batch => batch.OrdersStored);
        await upstream.PublishAsync("ordersaga.dismiss-batch", $$"""{"batchId":"{{dismissed}}"}""");
        await UntilAsync(dismissed, batch => batch.Status == JobStatus.Dismissed);
        await KillAsync();
        await UntilAsync(dismissed, batch => batch.Phase == BatchPhase.Cancelled);
        await UntilAsync(whole, batch => batch.Finished is not null);

        foreach (var id in new[] { whole, dismissed })
        {
            var (batch, orders) = (await BatchAsync(id), await OrdersAsync(id));
            int Of(string status) => orders.Count(order => order.Status == status);
            Assert.That(orders.Select(order => order.ProductIdentifier).Distinct().Count(), Is.EqualTo(Products));
            Assert.That(orders, Has.Count.EqualTo(Products));
            Assert.That(
                (batch.Waiting, batch.Running, batch.Successful, batch.Failed, batch.Dismissed),
                Is.EqualTo((0, 0, Of(JobStatus.Successful), Of(JobStatus.Failed), Of(JobStatus.Dismissed))));
            Assert.That(orders.Where(order => order.DispatchAt is not null || order.InFlight), Is.Empty);
        }
        var ended = await BatchAsync(whole);
        Assert.That((ended.Status, ended.Outcome, ended.Successful, ended.Failed), Is.EqualTo((JobStatus.Successful, BatchOutcome.Partial, 180, 60)));
        var known = (await _stage.Table.AllAsync()).ToDictionary(order => order.CorrelationId);
        Assert.That(_stage.Archive.All().Where(request => !known.TryGetValue(request.OrderId, out var order) || request.RequestId != RequestIds.For(order.CorrelationId, 1)), Is.Empty);
    }
}
