using System.Text.Json;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderSaga.Bulks;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Sql;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Bulks;

/// <summary>What a bulk told the world: a status, or the rejection of its repetition.</summary>
sealed record Told(Guid BulkId, BulkStatusChanged? Status, BulkRejected? Rejected);

/// <summary>
/// The bulk machine as it runs in the worker, without a resolver: behind the mediator, on the saga store, over a SQLite
/// file. A trigger keeps a copy of every outbox row, as the relay deletes what the bus has confirmed.
/// </summary>
sealed class LiveBulks : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("bulks-").FullName;
    IHost _host = null!;

    LiveBulks()
    {
    }

    public static async Task<LiveBulks> StartAsync()
    {
        var live = new LiveBulks();
        await live.StartHostAsync();
        return live;
    }

    public async Task SendAsync(object command) => await _host.Services.GetRequiredService<IMediator>().Send(command);

    public async Task InsertAsync(IEnumerable<Bulk> bulks)
    {
        await using var context = Context();
        context.Set<Bulk>().AddRange(bulks);
        await context.SaveChangesAsync();
    }

    public async Task<IReadOnlyDictionary<Guid, Bulk>> BulksAsync()
    {
        await using var context = Context();
        return await context.Set<Bulk>().AsNoTracking().ToDictionaryAsync(bulk => bulk.CorrelationId);
    }

    /// <summary>History lines by bulk, each in its bulk's numbering.</summary>
    public async Task<ILookup<Guid, JobHistoryEntry>> HistoryAsync()
    {
        await using var context = Context();
        return (await context.Set<JobHistoryEntry>().AsNoTracking().OrderBy(entry => entry.Entry).ToListAsync()).ToLookup(entry => entry.JobId);
    }

    /// <summary>Told messages by bulk, as they were written.</summary>
    public async Task<ILookup<Guid, Told>> ToldAsync()
    {
        await using var context = Context();
        var rows = await context.Database.SqlQuery<ToldRow>($"SELECT message_type AS Type, body AS Body FROM told ORDER BY rowid").ToListAsync();
        return rows.Select(Read).ToLookup(told => told.BulkId);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    async Task StartHostAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_ => Database.Sqlite($"Data Source={Path.Combine(_folder, "orders.db")}"));
        builder.Services.AddDbContextFactory<OrderSagaDbContext>((provider, options) => options.UseStore(provider.GetRequiredService<Database>()));
        // Before the store, so that the bus stops after it: what is told last must still get out.
        builder.Services.AddMassTransit(x => x.UsingInMemory());
        builder.Services.AddSagaStore<OrderSagaDbContext>(store => store.SweepInterval = TimeSpan.FromHours(1))
            .Keeps<Bulk>().Publishes<BulkStatusChanged>().Publishes<BulkRejected>();
        builder.Services.AddMediator(x => x.ConfigureMediator((context, mediator) => mediator.UseSagaStore(new BulkStateMachine(), context)));
        _host = builder.Build();
        await using (var context = Context())
        {
            await context.Database.EnsureCreatedAsync();
            await context.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE told (message_type TEXT NOT NULL, body BLOB NOT NULL);
                CREATE TRIGGER keep_told AFTER INSERT ON outbox BEGIN
                    INSERT INTO told VALUES (NEW.message_type, NEW.body);
                END;
                """);
        }
        await _host.StartAsync();
    }

    OrderSagaDbContext Context() => _host.Services.GetRequiredService<IDbContextFactory<OrderSagaDbContext>>().CreateDbContext();

    static Told Read(ToldRow row)
    {
        if (row.Type == typeof(BulkStatusChanged).FullName)
        {
            var status = JsonSerializer.Deserialize<BulkStatusChanged>(row.Body, JsonSerializerOptions.Web)!;
            return new Told(status.BulkId, status, null);
        }
        var rejected = JsonSerializer.Deserialize<BulkRejected>(row.Body, JsonSerializerOptions.Web)!;
        return new Told(rejected.BulkId!.Value, null, rejected);
    }

    sealed record ToldRow(string Type, byte[] Body);
}
