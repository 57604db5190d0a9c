using System.Text.RegularExpressions;
using Npgsql;
using NUnit.Framework;
using OrderSaga.Orders.Queue;
using OrderSaga.Tests.Dispatch.Scenarios;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>A claim on PostgreSQL reads a page's worth of rows, whatever waits, and whatever the statistics say.</summary>
public sealed partial class Plans_of_a_claim
{
    const int Waiting = 100_000;

    PostgresDispatchDatabase _database = null!;
    NpgsqlDataSource _source = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        _database = new PostgresDispatchDatabase();
        await _database.MakeAsync();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
        // Ten owners with much and two thousand with one order each, in three priorities; a thousand are in flight.
        await RunAsync($"""
            INSERT INTO orders (correlation_id, state, phase, product_identifier, priority, owner, tenant, has_files, content_digest, created, updated,
                attempt, dispatch_at, sends, in_flight, sequence, entries)
            SELECT gen_random_uuid(), 'accepted', 'queued', 'P', 40 + n % 3, CASE WHEN n % 50 = 0 THEN 'one-' || n ELSE 'much-' || n % 10 END, 't', false, '',
                now(), now(), 1, CASE WHEN n > 1000 THEN now() - interval '1 hour' END, 0, n <= 1000, 1, 1
            FROM generate_series(1, {Waiting}) AS n
            """);
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Test, Order(1)]
    public Task Without_statistics() => CheckAsync();

    [Test, Order(2)]
    public async Task With_statistics()
    {
        await RunAsync("ANALYZE orders");
        await CheckAsync();
    }

    [Test]
    public async Task A_claim_computes_the_share_of_an_owner_as_the_dispatcher_does()
    {
        await using var command = _source.CreateCommand(
            $"""
            SELECT percent, free, LEAST({WindowShare.LimitAt("free", "percent")}, {int.MaxValue})::int
            FROM generate_series(1, 100) AS percent, unnest(ARRAY[1, 2, 7, 99, 1000, 5000, 1000000, {int.MaxValue}]) AS free
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var compared = 0;
        for (; await reader.ReadAsync(); compared++)
        {
            var (percent, free) = (reader.GetInt32(0), reader.GetInt32(1));
            Assert.That(reader.GetInt32(2), Is.EqualTo(new WindowShare(percent).LimitAt(free)), $"{percent} % of {free}");
        }
        Assert.That(compared, Is.EqualTo(800));
    }

    async Task CheckAsync()
    {
        const string types = "timestamptz, int, int, int, int, text[], int[]";
        var walk = await ExplainAsync(OrderTable.PostgresClaim.Queues, types, "now(), 200, 5000, 80, 2147483647, '{}', '{}'");
        var heads = await ExplainAsync(OrderTable.PostgresClaim.Heads, "timestamptz, int[], text[], int[], bigint", "now(), '{42,41,40}', '{much-1,much-1,much-2}', '{200,200,200}', 600");
        var page = await RunAsync("SELECT array_agg(correlation_id)::text FROM (SELECT correlation_id FROM orders WHERE NOT in_flight LIMIT 200) AS page");
        var claim = await ExplainAsync(OrderTable.PostgresClaim.Claim, "timestamptz, timestamptz, uuid[], text", $"now(), now(), '{page}', ''");
        var count = await ExplainAsync(OrderTable.PostgresClaim.Recount, "timestamptz", "now()");
        using (Assert.EnterMultipleScope())
        {
            foreach (var plan in new[] { walk, heads, claim, count })
                Assert.That(plan.Text, Does.Not.Contain("Seq Scan on orders").And.Not.Contain("JIT"));
            Assert.That(walk.Text, Does.Contain("ix_orders_dispatch"));
            Assert.That(count.Text, Does.Contain("ix_orders_in_flight"));
            // Three probes of three or four blocks for each of two hundred owners.
            Assert.That(walk.Blocks, Is.LessThan(200 * 20), "blocks read to find the queues");
            Assert.That(heads.Blocks, Is.LessThan(600 * 4), "blocks read to find the heads");
        }
    }

    async Task<(string Text, long Blocks)> ExplainAsync(string statement, string types, string values)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await LinesAsync(OrderTable.ByIndex);
        await LinesAsync("SET LOCAL plan_cache_mode = force_generic_plan");
        await LinesAsync($"PREPARE claim({types}) AS {statement}");
        var plan = await LinesAsync($"EXPLAIN (ANALYZE, BUFFERS) EXECUTE claim({values})");
        await LinesAsync("DEALLOCATE claim");
        var blocks = BlocksRead().Match(plan.First(line => line.Contains("Buffers:", StringComparison.Ordinal)));
        return (string.Join('\n', plan), blocks.Success ? long.Parse(blocks.Groups[1].Value, null) : 0);

        async Task<List<string>> LinesAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await using var reader = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await reader.ReadAsync())
                lines.Add(reader.GetValue(0).ToString()!);
            return lines;
        }
    }

    async Task<object?> RunAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    [GeneratedRegex(@"hit=(\d+)")]
    private static partial Regex BlocksRead();
}
