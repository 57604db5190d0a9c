using System.Text.Json;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Batches;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Sql;
using OrderSaga.Storage;
using BatchOptions = OrderSaga.Batches.BatchOptions;

namespace OrderSaga.Tests.Batches;

/// <summary>
/// The batch machine alone, as it runs in the worker: behind the mediator, on the saga store, over a SQLite file. A trigger
/// keeps a copy of every outbox row, as the relay deletes what the bus has confirmed.
/// </summary>
sealed class LiveBatches : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("batches-").FullName;
    IHost _host = null!;

    LiveBatches()
    {
    }

    public static async Task<LiveBatches> StartAsync(Action<BatchOptions>? options = null)
    {
        var live = new LiveBatches();
        await live.StartHostAsync(options);
        return live;
    }

    public async Task SendAsync(object command) => await _host.Services.GetRequiredService<IMediator>().Send(command);

    public async Task InsertAsync(params IEnumerable<Batch> batches)
    {
        await using var context = Context();
        context.Set<Batch>().AddRange(batches);
        await context.SaveChangesAsync();
    }

    public async Task<Batch> BatchAsync(Guid id) => (await BatchesAsync())[id];

    public async Task<IReadOnlyDictionary<Guid, Batch>> BatchesAsync()
    {
        await using var context = Context();
        return await context.Set<Batch>().AsNoTracking().ToDictionaryAsync(batch => batch.CorrelationId);
    }

    /// <summary>History lines by batch, each in its batch's numbering.</summary>
    public async Task<ILookup<Guid, JobHistoryEntry>> HistoryAsync()
    {
        await using var context = Context();
        return (await context.Set<JobHistoryEntry>().AsNoTracking().OrderBy(entry => entry.Entry).ToListAsync()).ToLookup(entry => entry.JobId);
    }

    /// <summary>Told changes by batch, as they were written.</summary>
    public async Task<ILookup<Guid, BatchStatusChanged>> ToldAsync()
    {
        await using var context = Context();
        var rows = await context.Database.SqlQuery<byte[]>($"SELECT body AS Value FROM told ORDER BY rowid").ToListAsync();
        return rows.Select(body => JsonSerializer.Deserialize<BatchStatusChanged>(body, JsonSerializerOptions.Web)!).ToLookup(told => told.BatchId);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    async Task StartHostAsync(Action<BatchOptions>? options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_ => Database.Sqlite($"Data Source={Path.Combine(_folder, "orders.db")}"));
        builder.Services.AddDbContextFactory<OrderSagaDbContext>((provider, options) => options.UseStore(provider.GetRequiredService<Database>()));
        builder.Services.AddMassTransit(x => x.UsingInMemory());
        // No sweep comes by itself: deadlines are sent by the tests.
        builder.Services.AddSagaStore<OrderSagaDbContext>(store => store.SweepInterval = TimeSpan.FromHours(1))
            .Keeps<Batch>().Publishes<BatchStatusChanged>();
        var settings = new BatchOptions();
        options?.Invoke(settings);
        var machine = new BatchStateMachine(Options.Create(settings));
        builder.Services.AddMediator(x => x.ConfigureMediator((context, mediator) => mediator.UseSagaStore(machine, context)));
        _host = builder.Build();
        await using (var context = Context())
        {
            await context.Database.EnsureCreatedAsync();
            await context.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE told (body BLOB NOT NULL);
                CREATE TRIGGER keep_told AFTER INSERT ON outbox BEGIN INSERT INTO told VALUES (NEW.body); END;
                """);
        }
        await _host.StartAsync();
    }

    OrderSagaDbContext Context() => _host.Services.GetRequiredService<IDbContextFactory<OrderSagaDbContext>>().CreateDbContext();
}
