using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using NUnit.Framework;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Gateway;

/// <summary>How PostgreSQL finds a page of the job list in a large table: always by an index, and without looking at many rows.</summary>
public sealed partial class A_job_among_many_orders
{
    const int Orders = 60_000;

    /// <summary>Rows that a plan may look at: the window of newest orders and the long ones of one bad week, but not a share of the table.</summary>
    const int MostRows = 5_000;

    readonly Plans _plans = new();
    PostgresStore? _store;
    Contexts _contexts = null!;
    OrderQueries _queries = null!;

    [OneTimeSetUp]
    public async Task Fill()
    {
        _store = await PostgresStore.CreateAsync();
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>()
            .UseStore(new StoreOptions { Provider = StoreProvider.Postgres, ConnectionString = _store.Settings[1].Value });
        _contexts = new Contexts(((DbContextOptionsBuilder<OrderSagaDbContext>)options.AddInterceptors(_plans)).Options);
        _queries = new OrderQueries(_contexts);
        await using var context = _contexts.CreateDbContext();
        await SchemaMigration.MigrateAsync(context, CancellationToken.None);
        // One order each 20 seconds. Most took up to an hour; those of the week in which the archive was down, two days.
        // Some of the newest run or wait, one in a hundred failed, one in five thousand was dismissed or removed.
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        await context.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO orders (correlation_id, state, phase, product_identifier, priority, owner, tenant, has_files, content_digest, batch_id,
                created, started, finished, updated, removed_at, duration, attempt, sends, in_flight, sequence, entries)
            SELECT gen_random_uuid(), state, 'completed', 'P' || n, 50, 'ordersaga', 'lta', false, md5(n::text), NULL, created,
                CASE WHEN state <> 'accepted' THEN created END, CASE WHEN state NOT IN ('accepted', 'running') THEN created + duration END, created,
                CASE WHEN state = 'successful' AND n % 5000 = 1 THEN now() END,
                CASE WHEN state NOT IN ('accepted', 'running') THEN (EXTRACT(EPOCH FROM duration) * 1000)::bigint END, 1, 1, false, 3, 4
            FROM (SELECT n, now() - n * interval '20 s' AS created,
                CASE WHEN n < 300 AND n % 3 = 0 THEN 'running' WHEN n < 300 AND n % 3 = 1 THEN 'accepted' WHEN n % 100 = 0 THEN 'failed'
                    WHEN n % 5000 = 2 THEN 'dismissed' ELSE 'successful' END AS state,
                CASE WHEN n BETWEEN {0} * 0.6 AND {0} * 0.65 THEN interval '2 days' ELSE (n % 3600) * interval '1 s' END AS duration
                FROM generate_series(1, {0}) n) AS generated;
            -- Items of batches, all newer than any order.
            INSERT INTO orders (correlation_id, state, phase, product_identifier, priority, owner, tenant, has_files, content_digest, batch_id,
                created, started, finished, updated, duration, attempt, sends, in_flight, sequence, entries)
            SELECT gen_random_uuid(), 'successful', 'completed', 'P' || n, 50, 'ordersaga', 'lta', false, md5(n::text), gen_random_uuid(), now() + interval '1 h',
                now(), now(), now(), 1, 1, 1, false, 3, 4
            FROM generate_series(1, {0} / 3) n;
            """.Replace("{0}", Orders.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await context.Database.ExecuteSqlRawAsync("VACUUM ANALYZE orders");
    }

    [OneTimeTearDown]
    public async Task Drop()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    static IEnumerable<TestCaseData> Filters =>
    [
        Case("all", new JobFilter()),
        Case("accepted", new JobFilter { Statuses = ["accepted"] }),
        Case("running", new JobFilter { Statuses = ["running"] }),
        Case("successful", new JobFilter { Statuses = ["successful"] }),
        Case("failed", new JobFilter { Statuses = ["failed"] }),
        Case("dismissed", new JobFilter { Statuses = ["dismissed"] }),
        Case("several statuses", new JobFilter { Statuses = ["accepted", "failed", "dismissed"] }),
        Case("every status", new JobFilter { Statuses = ["accepted", "running", "successful", "failed", "dismissed"] }),
        Case("created before", new JobFilter { CreatedTo = DateTime.UtcNow.AddSeconds(-20 * Orders * 0.9) }),
        Case("created within an hour", new JobFilter { CreatedFrom = DateTime.UtcNow.AddSeconds(-20 * Orders * 0.9), CreatedTo = DateTime.UtcNow.AddSeconds((-20 * Orders * 0.9) + 3600) }),
        Case("created after", new JobFilter { CreatedFrom = DateTime.UtcNow.AddHours(-1) }),
        Case("long, as many are", new JobFilter { MinDuration = TimeSpan.FromMinutes(10) }),
        Case("longer than most", new JobFilter { MinDuration = TimeSpan.FromHours(20) }),
        Case("longer than any", new JobFilter { MinDuration = TimeSpan.FromDays(300) }),
        Case("short, as few are", new JobFilter { MaxDuration = TimeSpan.Zero }),
        Case("between", new JobFilter { MinDuration = TimeSpan.FromSeconds(3599), MaxDuration = TimeSpan.FromSeconds(3600) }),
        Case("long and failed", new JobFilter { MinDuration = TimeSpan.FromHours(20), Statuses = ["failed"] }),
    ];

    [TestCaseSource(nameof(Filters))]
    public async Task Is_found_by_an_index_on_any_page(JobFilter filter)
    {
        var now = DateTime.UtcNow;
        var first = await ListAsync(filter, now, null);
        if (first.Count == 11)
            await ListAsync(filter, now, (first[9].Created, first[9].Id));
        // A page deep down.
        await ListAsync(filter, now, (now.AddSeconds(-20 * Orders * 0.8), Guid.Empty));
    }

    [Test]
    public async Task Is_the_same_as_one_found_without_an_index()
    {
        var now = DateTime.UtcNow;
        await using var context = _contexts.CreateDbContext();
        foreach (var filter in Filters.Select(filter => (JobFilter)filter.Arguments[0]!))
        {
            var found = await _queries.ListAsync(filter, now, 50, (now.AddSeconds(-20 * Orders * 0.5), Guid.Empty), CancellationToken.None);
            var all = await context.Set<Order>().AsNoTracking().Where(order => order.BatchId == null).ToListAsync();
            var expected = all.Where(order => order.Created < now.AddSeconds(-20 * Orders * 0.5) && Passes(order, filter, now))
                .OrderByDescending(order => order.Created).ThenByDescending(order => order.CorrelationId).Take(50);
            Assert.That(found.Select(order => order.CorrelationId), Is.EqualTo(expected.Select(order => order.CorrelationId)), filter.ToString());
        }
    }

    async Task<List<(DateTime Created, Guid Id)>> ListAsync(JobFilter filter, DateTime now, (DateTime, Guid)? after)
    {
        _plans.Begin();
        var watch = Stopwatch.StartNew();
        var page = await _queries.ListAsync(filter, now, 11, after, CancellationToken.None);
        TestContext.Out.WriteLine($"{page.Count} orders, {watch.Elapsed.TotalMilliseconds:0} ms with its plans");
        foreach (var plan in _plans.Seen)
        {
            TestContext.Out.WriteLine(plan);
            Assert.That(plan, Does.Contain("Index").And.Not.Contain("Seq Scan"));
            foreach (Match match in Rows().Matches(plan))
                Assert.That(long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), Is.LessThanOrEqualTo(MostRows), plan);
        }
        return [.. page.Select(order => (order.Created, order.CorrelationId))];
    }

    static bool Passes(OrderSaga.Orders.Order order, JobFilter filter, DateTime now)
    {
        var status = order.RemovedAt is null ? order.Status : "dismissed";
        var duration = (order.Finished ?? now) - order.Started;
        return (filter.Statuses?.Contains(status) ?? true)
            && !(order.Created < filter.CreatedFrom) && !(order.Created > filter.CreatedTo)
            && (filter.MinDuration is null || duration >= filter.MinDuration) && (filter.MaxDuration is null || duration <= filter.MaxDuration);
    }

    static TestCaseData Case(string name, JobFilter filter) => new TestCaseData(filter).SetArgDisplayNames(name);

    [GeneratedRegex(@"(?:actual rows=|Rows Removed by Filter: )(\d+)")]
    private static partial Regex Rows();

    sealed class Contexts(DbContextOptions<OrderSagaDbContext> options) : IDbContextFactory<OrderSagaDbContext>
    {
        public OrderSagaDbContext CreateDbContext() => new(options);
    }

    /// <summary>Asks for the plan of each query before it runs.</summary>
    sealed class Plans : DbCommandInterceptor
    {
        public List<string> Seen { get; } = [];

        public void Begin() => Seen.Clear();

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("orders", StringComparison.Ordinal))
            {
                await using var explain = (NpgsqlCommand)((NpgsqlCommand)command).Clone();
#pragma warning disable CA2100 // EF's own text.
                explain.CommandText = "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) " + command.CommandText;
#pragma warning restore CA2100
                var plan = new List<string>();
                await using (var reader = await explain.ExecuteReaderAsync(cancellationToken))
                {
                    while (await reader.ReadAsync(cancellationToken))
                        plan.Add(reader.GetString(0));
                }
                Seen.Add(string.Join('\n', plan));
            }
            return result;
        }
    }
}
