using System.Diagnostics;
using MassTransit.Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Bus;
using OrderSaga.Callbacks;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Bulks.Scenarios;

/// <summary>What of a worker prepares bulks: store, machines and resolver, over a catalogue of the test.</summary>
sealed class BulkHost : IAsyncDisposable
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    readonly IHost _host;

    BulkHost(IHost host) => _host = host;

    public static async Task<BulkHost> StartAsync(StoreOptions store, ICatalogueSearch catalogue, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Store:Provider", store.Provider.ToString()), new("Store:ConnectionString", store.ConnectionString), new("Regards:Tenant", "north"),
            .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
        ]);
        builder.Services.AddStorage(builder.Configuration);
        builder.Services.AddSingleton(catalogue);
        builder.Services.AddJobs(builder.Configuration);
        builder.Services.AddOrders(builder.Configuration);
        // The batches' machine without its loops: what is triggered stays where it is.
        builder.Services.AddJob<Batch, BatchStateMachine>().AddEvent<BatchStatusChanged>();
        builder.Services.AddRegards(builder.Configuration);
        builder.Services.AddBulks(builder.Configuration);
        builder.Services.AddEndpoints();
        builder.Services.AddOrderSagaBus(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        return new BulkHost(host);
    }

    public T Part<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task SendAsync(object command) => Part<IMediator>().Send(command);

    /// <summary>Places a bulk of all that the catalogue has.</summary>
    public Task<Guid> PlaceQueryAsync(Func<PlaceBulk, PlaceBulk>? with = null) => PlaceAsync("""{"collections":["c"]}""", with);

    public Task<Guid> PlaceListAsync(params string[] names) => PlaceAsync(new BulkSelection { Products = names }.Write(), null);

    async Task<Guid> PlaceAsync(string selection, Func<PlaceBulk, PlaceBulk>? with)
    {
        var place = new PlaceBulk
        {
            BulkId = Guid.NewGuid(),
            Owner = "planner",
            Tenant = "north",
            Label = "summer",
            Priority = 50,
            Selection = selection,
            BatchSizeProducts = 100,
            FailurePolicy = "continue",
            ContentDigest = "content",
            At = TimeProvider.System.UtcNow(),
        };
        place = with?.Invoke(place) ?? place;
        await SendAsync(place);
        return place.BulkId;
    }

    /// <summary>The bulk once a resolver has nothing more to do for it.</summary>
    public Task<Bulk> SettledAsync(Guid id) => UntilAsync(id, bulk => bulk.Due is null, "there is no more to do");

    public async Task<Bulk> UntilAsync(Guid id, Func<Bulk, bool> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var bulk = await Part<BulkQueries>().FindAsync(id, CancellationToken.None) ?? throw new InvalidOperationException("There is no such bulk.");
            if (condition(bulk))
                return bulk;
            if (Stopwatch.GetElapsedTime(started) > Longest)
                Assert.Fail($"{Longest.TotalSeconds} s were not enough for: {what}; the bulk is {bulk.Status}, {bulk.Phase}, {bulk.Message}");
            await Task.Delay(10);
        }
    }

    public async Task<IReadOnlyList<BulkProduct>> ProductsAsync(Guid id)
    {
        await using var database = Database();
        return await database.Set<BulkProduct>().AsNoTracking().Where(product => product.BulkId == id).OrderBy(product => product.Position).ToListAsync();
    }

    public async Task<IReadOnlyList<Batch>> BatchesAsync(Guid id) =>
        await Part<BulkQueries>().BatchesAsync(id, 100_000, null, null, CancellationToken.None);

    public async Task<IReadOnlyList<string>> CausesAsync(Guid id)
    {
        await using var database = Database();
        return await database.Set<JobHistoryEntry>().AsNoTracking().Where(entry => entry.JobId == id).OrderBy(entry => entry.Entry).Select(entry => entry.Cause).ToListAsync();
    }

    public async Task ChangeAsync(Guid id, Action<Bulk> change)
    {
        await using var database = Database();
        change(await database.Set<Bulk>().SingleAsync(bulk => bulk.CorrelationId == id));
        await database.SaveChangesAsync();
    }

    public OrderSagaDbContext Database() => Part<IDbContextFactory<OrderSagaDbContext>>().CreateDbContext();

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
