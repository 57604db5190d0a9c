using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Archive;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Batches.Scenarios;

/// <summary>A situation of batches. Each test has a database to itself; which one, the project says in <see cref="BatchWorld"/>.</summary>
public abstract class BatchFixture
{
    protected const string Owner = "planner";
    protected const string Tenant = "north";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly List<BatchWorker> _workers = [];
    readonly ConcurrentQueue<BatchStatusChanged> _told = new();
    BatchWorld _world = null!;

    [SetUp]
    public async Task Make_a_world()
    {
        _told.Clear();
        _world = await BatchWorld.MakeAsync();
        await using var database = Open();
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
    }

    [TearDown]
    public async Task Leave_the_world()
    {
        foreach (var worker in _workers)
            await worker.DisposeAsync();
        _workers.Clear();
        if (_world is not null)
            await _world.DisposeAsync();
    }

    private protected Task<BatchWorker> StartAsync(params (string Key, string Value)[] settings) => StartAsync(loops: true, settings);

    private protected async Task<BatchWorker> StartAsync(bool loops, params (string Key, string Value)[] settings)
    {
        var worker = await BatchWorker.StartAsync(_world.Store, _told, loops, settings);
        _workers.Add(worker);
        return worker;
    }

    private protected StoreOptions Store => _world.Store;

    protected OrderSagaDbContext Open()
    {
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(_world.Store);
        return new OrderSagaDbContext(options.Options);
    }

    /// <summary>A prepared batch with its products, as a bulk's resolver leaves it.</summary>
    protected async Task<Batch> PrepareAsync(int products, Action<Batch>? with = null)
    {
        var now = DateTime.UtcNow;
        now = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        var batch = new Batch
        {
            CorrelationId = Guid.NewGuid(),
            State = "Prepared",
            Phase = BatchPhase.Prepared,
            BulkId = Guid.NewGuid(),
            Number = 1,
            Owner = Owner,
            Tenant = Tenant,
            Label = "summer",
            FailurePolicy = FailurePolicy.Continue,
            NumberOfProducts = products,
            Volume = 1000L * products,
            PreparedAt = now,
            Priority = 50,
            Updated = now,
            Deadline = now.AddDays(30),
            Entries = 1,
        };
        with?.Invoke(batch);
        await using var database = Open();
        database.Add(batch);
        database.Add(new JobHistoryEntry
        {
            JobId = batch.CorrelationId,
            Entry = 1,
            At = now,
            ToStatus = BatchStatus.Prepared,
            Phase = BatchPhase.Prepared,
            Cause = "prepared",
        });
        // Every other position is another batch's, or a product that is not ordered.
        database.AddRange(Enumerable.Range(1, products).Select(n => new BulkProduct
        {
            BulkId = batch.BulkId,
            Position = 2 * n,
            Identifier = $"P-{n:00000}",
            Urn = $"URN:FEATURE:DATA:{Tenant}:{Guid.NewGuid():D}:V1",
            ProductId = $"P-{n:00000}",
            Model = "LTA_PRODUCT",
            EntityType = "DATA",
            Size = n % 10 == 0 ? null : 1000 + n,
            BatchId = batch.CorrelationId,
            BatchNumber = batch.Number,
        }));
        await database.SaveChangesAsync();
        return batch;
    }

    /// <summary>A batch that is triggered and whose orders are all there.</summary>
    private protected async Task<Batch> StartedAsync(BatchWorker worker, int products, Action<Batch>? with = null)
    {
        var batch = await PrepareAsync(products, with);
        await worker.Desk.TriggerAsync(batch.CorrelationId, null, null, null, null, CancellationToken.None);
        return await UntilAsync(batch.CorrelationId, b => b.OrdersStored, "its orders are stored");
    }

    protected async Task<Batch> BatchAsync(Guid id)
    {
        await using var database = Open();
        return await database.Set<Batch>().AsNoTracking().SingleAsync(batch => batch.CorrelationId == id);
    }

    protected async Task<IReadOnlyList<Order>> OrdersAsync(Guid batchId)
    {
        await using var database = Open();
        return await database.Set<Order>().AsNoTracking().Where(order => order.BatchId == batchId).OrderBy(order => order.ProductIdentifier).ToListAsync();
    }

    protected async Task<IReadOnlyList<JobHistoryEntry>> HistoryAsync(Guid id)
    {
        await using var database = Open();
        return await database.Set<JobHistoryEntry>().AsNoTracking().Where(entry => entry.JobId == id).OrderBy(entry => entry.Entry).ToListAsync();
    }

    /// <summary>The history as causes, late ones in brackets.</summary>
    protected async Task<string> CausesAsync(Guid id) =>
        string.Join(", ", (await HistoryAsync(id)).Select(line => line.Late ? $"({line.Cause})" : line.Cause));

    /// <summary>Changes told of a batch, in their sequence.</summary>
    protected IReadOnlyList<BatchStatusChanged> Told(Guid batchId) =>
        [.. _told.Where(told => told.BatchId == batchId).OrderBy(told => told.Sequence)];

    protected static async Task UntilAsync(Func<Task<bool>> condition, Func<Task<string>> instead)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience)
                Assert.Fail($"Not within {Patience.TotalSeconds} s; instead: {await instead()}");
            await Task.Delay(10);
        }
    }

    protected async Task<Batch> UntilAsync(Guid id, Func<Batch, bool> condition, string what)
    {
        Batch batch = null!;
        await UntilAsync(
            async () => condition(batch = await BatchAsync(id)),
            () => Task.FromResult($"{what}: {batch.Status}, {batch.Phase}, {batch.Figures()}, stored {batch.OrdersStored}, due {batch.Due}"));
        return batch;
    }

    /// <summary>Until the batch says of its orders what the order table says.</summary>
    protected Task<Batch> UntilCountedAsync(Guid id) => UntilAsync(id, batch => Agrees(batch, OrdersAsync(id).GetAwaiter().GetResult()), "its counts are those of the table");

    protected static bool Agrees(Batch batch, IReadOnlyList<Order> orders)
    {
        ArgumentNullException.ThrowIfNull(batch);
        int Of(string status) => orders.Count(order => order.Status == status);
        var successful = orders.Where(order => order.Status == JobStatus.Successful).ToList();
        return batch.Figures() == new BatchCounts(
            Of(JobStatus.Accepted), Of(JobStatus.Running), successful.Count, Of(JobStatus.Failed), Of(JobStatus.Dismissed),
            successful.Any(order => order.OrderSize is not null) ? successful.Sum(order => order.OrderSize) : null,
            successful.Min(order => order.EvictionDate));
    }

    // What the archive says.
    private protected static Task GrantAsync(BatchWorker worker, Order order) => worker.SendAsync(new RequestGranted(order.CorrelationId, Origin(order), Now));
    private protected static Task SucceedAsync(BatchWorker worker, Order order) => worker.SendAsync(new RequestSucceeded(order.CorrelationId, Origin(order), null, Now));
    private protected static Task FailAsync(BatchWorker worker, Order order) => worker.SendAsync(new RequestFailed(order.CorrelationId, Origin(order), "the product is not there", Now));

    static DateTime Now => TimeProvider.System.UtcNow();

    static AnswerOrigin Origin(Order order) =>
        new(order.Tenant, order.Owner, RequestIds.For(order.CorrelationId, order.Attempt), order.Attempt);
}
