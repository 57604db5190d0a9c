using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Bus;
using OrderSaga.Callbacks;
using OrderSaga.Catalogue;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.Storage;
using OrderSaga.Tests.Archives;
using OrderSaga.Tests.Bulks.Scenarios;

namespace OrderSaga.Tests.Overtaking.Scenarios;

/// <summary>
/// A worker as far as commands are concerned: doors, machines, store and loops. It has no bus, so the test reads the queues
/// for it and what it tells stays in the outbox; and no dispatcher, so an order ends by commands alone.
/// </summary>
sealed class CommandHost : IAsyncDisposable
{
    readonly IHost _host;
    readonly Dictionary<string, Taking> _doors;

    CommandHost(IHost host)
    {
        _host = host;
        _doors = host.Services.GetServices<Door>().ToDictionary(door => door.Queue, door => door.Opens(host.Services));
    }

    /// <param name="store">The database, which outlives the host.</param>
    /// <param name="gate">While it waits no bulk is resolved.</param>
    public static async Task<CommandHost> StartAsync(StoreOptions store, Func<Task> gate)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Store:Provider", store.Provider.ToString()), new("Store:ConnectionString", store.ConnectionString), new("Store:SweepInterval", "00:00:00.020"),
            new("Bulks:Resolvers", "1"),
        ]);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddSingleton<ICatalogueSearch>(new GeneratedCatalogue(Subjects.Products) { Before = (_, cancellation) => gate().WaitAsync(cancellation) });
        builder.Services.AddSingleton<ICatalogue, Lookup>();
        builder.Services.AddJobs(builder.Configuration);
        builder.Services.AddOrders(builder.Configuration);
        builder.Services.AddBatches(builder.Configuration);
        builder.Services.AddBulks(builder.Configuration);
        builder.Services.AddEndpoints();
        Shelf.Add(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new CommandHost(host);
    }

    /// <summary>Takes a message from its queue; once it is stored, the message is gone from there.</summary>
    /// <returns>The event by which the door refuses it; null when it does not.</returns>
    public Task<object?> TakeAsync(string kind, IReadOnlyDictionary<string, JsonElement> body) => _doors[$"ordersaga.{kind}"](body, CancellationToken.None);

    /// <summary>Every order, bulk and batch, dismissals that wait among them, by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> StatusesAsync()
    {
        await using var database = Database();
        var orders = await database.Set<Order>().IgnoreQueryFilters().AsNoTracking().Where(order => order.BatchId == null).ToListAsync();
        var bulks = await database.Set<Bulk>().IgnoreQueryFilters().AsNoTracking().ToListAsync();
        var batches = await database.Set<Batch>().AsNoTracking().ToListAsync();
        return orders.Select(order => (order.CorrelationId, order.Status)).Concat(bulks.Select(bulk => (bulk.CorrelationId, bulk.Status)))
            .Concat(batches.Select(batch => (batch.CorrelationId, batch.Status))).ToDictionary(job => job.CorrelationId, job => job.Status);
    }

    /// <summary>Until the loops have nothing more to do.</summary>
    public Task SettleAsync() => Until.TrueAsync(
        async () =>
        {
            await using var database = Database();
            return !await database.Set<Bulk>().AnyAsync(bulk => bulk.Due != null)
                && !await database.Set<Batch>().AnyAsync(batch => batch.Created != null && (!batch.OrdersStored || batch.Phase == BatchPhase.Stopping || batch.Due != null));
        },
        "bulks and batches have come to rest");

    /// <summary>The waiting dismissals have waited long enough; and until each is answered.</summary>
    public async Task EndWaitsAsync()
    {
        var (awaited, now) = (JobStatus.ToState(JobStatus.Awaited), DateTime.UtcNow);
        await using var database = Database();
        await database.Set<Order>().IgnoreQueryFilters().Where(order => order.State == awaited).ExecuteUpdateAsync(set => set.SetProperty(order => order.Deadline, now));
        await database.Set<Bulk>().IgnoreQueryFilters().Where(bulk => bulk.State == awaited).ExecuteUpdateAsync(set => set.SetProperty(bulk => bulk.Deadline, now));
        await Until.TrueAsync(
            async () => !await database.Set<Order>().IgnoreQueryFilters().AnyAsync(order => order.State == awaited)
                && !await database.Set<Bulk>().IgnoreQueryFilters().AnyAsync(bulk => bulk.State == awaited),
            "no dismissal waits any more");
    }

    /// <summary>What was told by machines, as it would go over the wire.</summary>
    public async Task<IReadOnlyList<(string Type, JsonElement Body)>> ToldAsync()
    {
        await using var database = Database();
        return [.. (await database.Set<OutboxMessage>().AsNoTracking().ToListAsync()).Select(message => (message.MessageType, JsonElement.Parse(message.Body)))];
    }

    public async Task<IReadOnlyList<JobHistoryEntry>> HistoryAsync()
    {
        await using var database = Database();
        return await database.Set<JobHistoryEntry>().AsNoTracking().OrderBy(line => line.JobId).ThenBy(line => line.Entry).ToListAsync();
    }

    public async Task<Guid[]> BatchesAsync(Guid bulkId)
    {
        await using var database = Database();
        return await database.Set<Batch>().Where(batch => batch.BulkId == bulkId).OrderBy(batch => batch.Number).Select(batch => batch.CorrelationId).ToArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    OrderSagaDbContext Database() => _host.Services.GetRequiredService<IDbContextFactory<OrderSagaDbContext>>().CreateDbContext();

    sealed class Lookup : ICatalogue
    {
        public ValueTask<CatalogueAnswer> FindAsync(string identifier, string? tenant, CancellationToken cancellation) => ValueTask.FromResult<CatalogueAnswer>(
            identifier == "missing"
                ? new CatalogueAnswer.NotFound()
                : new CatalogueAnswer.Found(new CatalogueProduct($"SHELF-{identifier}-1", "shelf:1", "box", "DATA", 10, identifier == "online", null, null)));
    }
}
