using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Jobs;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Bulks.Scenarios;

/// <summary>What the gateway reads of bulks, whatever the database.</summary>
public abstract class Reading_bulks
{
    static readonly DateTime Noon = new(2031, 5, 7, 12, 0, 0, DateTimeKind.Utc);

    BulkQueries _queries = null!;

    protected abstract StoreOptions Store { get; }

    [SetUp]
    public async Task FillAsync()
    {
        await using var database = Open();
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
        _queries = new BulkQueries(new Contexts(Open));
    }

    OrderSagaDbContext Open()
    {
        var options = new Microsoft.EntityFrameworkCore.DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(Store);
        return new OrderSagaDbContext(options.Options);
    }

    sealed class Contexts(Func<OrderSagaDbContext> open) : Microsoft.EntityFrameworkCore.IDbContextFactory<OrderSagaDbContext>
    {
        public OrderSagaDbContext CreateDbContext() => open();
    }

    static Bulk NewBulk(DateTime created, string state = "Successful", double? seconds = 10, bool removed = false) => new()
    {
        CorrelationId = Guid.NewGuid(),
        State = state,
        Owner = "o",
        Tenant = "t",
        Priority = 50,
        Selection = "{}",
        BatchSizeProducts = 1,
        FailurePolicy = "continue",
        ContentDigest = "",
        Created = created,
        Updated = created,
        Started = created,
        Finished = seconds is { } length ? created.AddSeconds(length) : null,
        RemovedAt = removed ? created : null,
        NumberOfProducts = 300,
    };

    async Task AddAsync(params object[] rows)
    {
        await using var database = Open();
        database.AddRange(rows);
        await database.SaveChangesAsync();
    }

    Task<IReadOnlyList<Bulk>> ListAsync(JobFilter filter, int limit = 100, (DateTime, Guid)? after = null) =>
        _queries.ListAsync(filter, Noon.AddMinutes(1), limit, after, CancellationToken.None);

    [Test]
    public async Task A_list_shows_the_newest_first_and_goes_on_where_it_ended()
    {
        var bulks = Enumerable.Range(0, 7).Select(n => NewBulk(Noon.AddSeconds(n / 3))).ToArray();
        await AddAsync([.. bulks]);
        var seen = new List<Bulk>();
        while (await ListAsync(new JobFilter(), 2, seen is [.., var last] ? (last.Created, last.CorrelationId) : null) is { Count: > 0 } page)
            seen.AddRange(page);
        Assert.That(seen.Select(bulk => bulk.CorrelationId), Is.EquivalentTo(bulks.Select(bulk => bulk.CorrelationId)));
        Assert.That(seen.Select(bulk => bulk.Created), Is.Ordered.Descending);
        Assert.That(seen, Has.All.Property("Selection").Null.And.All.Property("Status").EqualTo("successful"));
    }

    [Test]
    public async Task A_list_shows_what_its_filter_lets_through()
    {
        var (done, failed, running, removed) = (NewBulk(Noon), NewBulk(Noon.AddSeconds(1), "Failed", 30), NewBulk(Noon.AddSeconds(2), "Running", null), NewBulk(Noon.AddSeconds(3), removed: true));
        await AddAsync(done, failed, running, removed);
        async Task<IEnumerable<Bulk>> Seen(JobFilter filter) => (await ListAsync(filter)).Select(seen => new[] { done, failed, running, removed }.Single(b => b.CorrelationId == seen.CorrelationId));
        Assert.That(await Seen(new JobFilter { Statuses = ["successful"] }), Is.EqualTo(new[] { done }));
        Assert.That(await Seen(new JobFilter { Statuses = ["dismissed", "failed"] }), Is.EqualTo(new[] { removed, failed }));
        Assert.That(await Seen(new JobFilter { CreatedFrom = Noon.AddSeconds(1), CreatedTo = Noon.AddSeconds(2) }), Is.EqualTo(new[] { running, failed }));
        Assert.That(await Seen(new JobFilter { MinDuration = TimeSpan.FromSeconds(20) }), Is.EqualTo(new[] { running, failed }), "what runs has run until now");
        Assert.That(await Seen(new JobFilter { MaxDuration = TimeSpan.FromSeconds(10) }), Is.EqualTo(new[] { removed, done }));
    }

    [Test]
    public async Task Batches_come_by_number_a_second_try_beside_the_first()
    {
        var bulk = NewBulk(Noon);
        var batches = new[] { 3, 1, 2, 2 }.Select(number => NewBatch(bulk, number)).ToArray();
        await AddAsync([bulk, NewBatch(NewBulk(Noon), 1), .. batches]);
        var seen = new List<Batch>();
        while (await _queries.BatchesAsync(bulk.CorrelationId, 1, seen is [.., var last] ? (last.Number, last.CorrelationId) : null, null, CancellationToken.None) is [var batch])
            seen.Add(batch);
        Assert.That(seen.Select(batch => batch.Number), Is.EqualTo(new[] { 1, 2, 2, 3 }));
        Assert.That(seen.Select(batch => batch.CorrelationId), Is.EquivalentTo(batches.Select(batch => batch.CorrelationId)));
    }

    [Test]
    public async Task All_batches_are_counted_together()
    {
        var bulk = NewBulk(Noon);
        await AddAsync(
            bulk,
            NewBatch(bulk, 1, "Successful", batch => (batch.Successful, batch.Failed, batch.OrderSize, batch.EvictionDate) = (90, 10, 900, Noon.AddDays(2))),
            NewBatch(bulk, 2, "Successful", batch => (batch.Successful, batch.OrderSize, batch.EvictionDate) = (100, long.MaxValue, Noon.AddDays(1))),
            NewBatch(bulk, 3, "Running", batch => (batch.Waiting, batch.Running, batch.Dismissed) = (60, 39, 1)),
            NewBatch(bulk, 1, "Running", batch => (batch.RetryOf, batch.NumberOfProducts, batch.Running) = (Guid.NewGuid(), 10, 10)));
        var figures = await _queries.FiguresAsync(bulk, CancellationToken.None);
        Assert.That(figures.Batches, Is.EquivalentTo(new Dictionary<string, int> { ["successful"] = 2, ["running"] = 2 }));
        Assert.That((figures.Waiting, figures.Running, figures.Successful, figures.Failed, figures.Dismissed), Is.EqualTo((60, 49, 190, 10, 1)));
        Assert.That((figures.State, figures.Progress, figures.Prepared), Is.EqualTo(("running", 67, 0)));
        Assert.That((figures.OrderSize, figures.EvictionDate), Is.EqualTo((long.MaxValue, Noon.AddDays(1))));
        Assert.That((await _queries.FiguresAsync(NewBulk(Noon), CancellationToken.None)).OrderSize, Is.Null);
    }

    static Batch NewBatch(Bulk bulk, int number, string state = "Prepared", Action<Batch>? with = null)
    {
        var batch = new Batch
        {
            CorrelationId = Guid.NewGuid(),
            BulkId = bulk.CorrelationId,
            Number = number,
            State = state,
            Phase = "",
            Owner = "o",
            Tenant = "t",
            FailurePolicy = "continue",
            NumberOfProducts = 100,
            PreparedAt = Noon,
            Updated = Noon,
        };
        with?.Invoke(batch);
        return batch;
    }
}
