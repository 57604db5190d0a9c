using System.Text.Json;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Sql;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Orders;

/// <summary>What an order told the world: a status, or the rejection of its repetition.</summary>
sealed record Told(Guid OrderId, OrderStatusChanged? Status, OrderRejected? Rejected);

/// <summary>
/// The order machine as it runs in the worker: behind the mediator, on the saga store, over a SQLite file. A trigger
/// keeps a copy of every outbox row, as the relay deletes what the bus has confirmed.
/// </summary>
sealed class LiveMachine : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("orders-").FullName;
    readonly RegardsOptions _regards = new();
    IHost _host = null!;

    LiveMachine()
    {
    }

    public static async Task<LiveMachine> StartAsync(Action<RegardsOptions>? regards = null)
    {
        var live = new LiveMachine();
        regards?.Invoke(live._regards);
        await live.StartHostAsync();
        return live;
    }

    public async Task SendAsync(object command) => await _host.Services.GetRequiredService<IMediator>().Send(command);

    public async Task InsertAsync(IEnumerable<Order> orders)
    {
        await using var context = Context();
        context.Set<Order>().AddRange(orders);
        await context.SaveChangesAsync();
    }

    public async Task<Order?> OrderAsync(Guid id)
    {
        await using var context = Context();
        return await context.Set<Order>().AsNoTracking().SingleOrDefaultAsync(order => order.CorrelationId == id);
    }

    public async Task<IReadOnlyDictionary<Guid, Order>> OrdersAsync()
    {
        await using var context = Context();
        return await context.Set<Order>().AsNoTracking().ToDictionaryAsync(order => order.CorrelationId);
    }

    /// <summary>History lines by order, each in its order's numbering; of all orders, or of one.</summary>
    public async Task<ILookup<Guid, JobHistoryEntry>> HistoryAsync(Guid? id = null)
    {
        await using var context = Context();
        var entries = await context.Set<JobHistoryEntry>().AsNoTracking().Where(entry => id == null || entry.JobId == id).OrderBy(entry => entry.Entry).ToListAsync();
        return entries.ToLookup(entry => entry.JobId);
    }

    /// <summary>Told messages by order, as they were written; of all orders, or of one.</summary>
    public async Task<ILookup<Guid, Told>> ToldAsync(Guid? id = null)
    {
        await using var context = Context();
        var text = id?.ToString();
        var rows = await context.Database.SqlQuery<ToldRow>(
            $"SELECT message_type AS Type, body AS Body FROM told WHERE {text} IS NULL OR order_id = {text} ORDER BY rowid").ToListAsync();
        return rows.Select(Read).ToLookup(told => told.OrderId);
    }

    /// <summary>What the dispatcher does to the rows it takes: claims them, so that their requests may be on the way.</summary>
    public async Task ClaimAsync(Guid id)
    {
        await using var context = Context();
        if (await context.Set<Order>().SingleAsync(o => o.CorrelationId == id) is not { DispatchAt: not null } order)
            return;
        order.Phase = OrderPhase.Dispatching;
        order.ClaimedUntil = order.Updated + _regards.ClaimLease;
        order.InFlight = true;
        order.Sends++;
        await context.SaveChangesAsync();
    }

    /// <summary>… and stamps them, once the broker has confirmed. An order that was answered meanwhile is left alone.</summary>
    public async Task StampAsync(Guid id, DateTime at)
    {
        await using var context = Context();
        if (await context.Set<Order>().SingleAsync(o => o.CorrelationId == id) is not { ClaimedUntil: not null } order)
            return;
        order.Phase = OrderPhase.Dispatched;
        order.DispatchAt = order.ClaimedUntil = null;
        order.SentAt = order.Updated = at;
        order.Deadline = at + _regards.GrantTimeout;
        order.Entries++;
        context.Set<JobHistoryEntry>().Add(new JobHistoryEntry
        {
            JobId = id,
            Entry = order.Entries,
            At = at,
            FromStatus = order.Status,
            ToStatus = order.Status,
            Phase = order.Phase,
            Cause = "dispatched",
            Attempt = order.Attempt,
        });
        await context.SaveChangesAsync();
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
        // No sweep comes by itself: deadlines are sent by the tests, and the in-memory bus confirms at once.
        builder.Services.AddSagaStore<OrderSagaDbContext>(store => store.SweepInterval = TimeSpan.FromHours(1))
            .Keeps<Order>().Publishes<OrderStatusChanged>().Publishes<OrderRejected>();
        var machine = new OrderStateMachine(Options.Create(_regards), Options.Create(new OrderOptions()));
        builder.Services.AddMediator(x => x.ConfigureMediator((context, mediator) => mediator.UseSagaStore(machine, context)));
        _host = builder.Build();
        await using (var context = Context())
        {
            await context.Database.EnsureCreatedAsync();
            await context.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE told (order_id TEXT NOT NULL, message_type TEXT NOT NULL, body BLOB NOT NULL);
                CREATE TRIGGER keep_told AFTER INSERT ON outbox BEGIN
                    INSERT INTO told VALUES (json_extract(CAST(NEW.body AS TEXT), '$.orderId'), NEW.message_type, NEW.body);
                END;
                """);
        }
        await _host.StartAsync();
    }

    OrderSagaDbContext Context() => _host.Services.GetRequiredService<IDbContextFactory<OrderSagaDbContext>>().CreateDbContext();

    static Told Read(ToldRow row)
    {
        if (row.Type == typeof(OrderStatusChanged).FullName)
        {
            var status = JsonSerializer.Deserialize<OrderStatusChanged>(row.Body, JsonSerializerOptions.Web)!;
            return new Told(status.OrderId, status, null);
        }
        var rejected = JsonSerializer.Deserialize<OrderRejected>(row.Body, JsonSerializerOptions.Web)!;
        return new Told(rejected.OrderId!.Value, null, rejected);
    }

    sealed record ToldRow(string Type, byte[] Body);
}
