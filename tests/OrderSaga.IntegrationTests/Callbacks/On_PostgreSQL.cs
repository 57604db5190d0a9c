using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using OrderSaga.Callbacks;
using OrderSaga.SagaStore.Sql;
using OrderSaga.Storage;
using OrderSaga.Tests;
using OrderSaga.Tests.Callbacks.Scenarios;

namespace OrderSaga.IntegrationTests.Callbacks;

public sealed class On_PostgreSQL : The_table_of_callbacks
{
    readonly string _name = $"callbacks-{Guid.NewGuid():N}";
    readonly StoreOptions _store = new() { Provider = StoreProvider.Postgres };
    Database _database = null!;

    [OneTimeSetUp]
    public async Task MakeAsync()
    {
        _store.ConnectionString = await TestServers.MakeDatabaseAsync(_name);
        await using var database = Open();
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
        _database = _store.Open();
        Table = new CallbackTable(_database);
        Log = new CallbackLog(new Contexts(Open), Table, TimeProvider.System);
    }

    [SetUp]
    public async Task EmptyAsync()
    {
        await using var database = Open();
        await database.Database.ExecuteSqlRawAsync("TRUNCATE callbacks");
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        _database?.Dispose();
        if (_store.ConnectionString.Contains(_name, StringComparison.Ordinal))
            await TestServers.DropDatabaseAsync(_name);
    }

    protected override OrderSagaDbContext Open()
    {
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(_store);
        return new OrderSagaDbContext(options.Options);
    }

    [Test]
    public async Task Among_a_hundred_thousand_of_a_dead_endpoint_others_are_claimed_through_the_index()
    {
        await using var source = NpgsqlDataSource.Create(_store.ConnectionString);
        await RunAsync(source, """
            INSERT INTO callbacks (job_id, sequence, job_kind, owner, kind, uri, at, snapshot, lane, state, attempts, next_attempt)
            SELECT gen_random_uuid(), 1, 'order', 'o', 'success', 'https://a.example/', now(), '{}', CASE WHEN n % 1000 = 0 THEN 'alive' ELSE 'dead' END, 'pending', 0, now()
            FROM generate_series(1, 100000) AS n
            """);
        foreach (var analysed in new[] { false, true })
        {
            if (analysed)
                await RunAsync(source, "ANALYZE callbacks");
            var plan = await RunAsync(source, "EXPLAIN " + CallbackTable.ClaimOf(_database.Dialect, "'alive'", "4")
                .Replace("@now", "now()", StringComparison.Ordinal).Replace("@until", "now()", StringComparison.Ordinal));
            Assert.That(plan, Does.Contain("ix_callbacks_lane").And.Not.Contain("Seq Scan"));
        }
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.That(await Log.DueLanesAsync(DateTime.UtcNow.AddHours(1), CancellationToken.None), Is.EqualTo(new[] { "alive", "dead" }));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    static async Task<string> RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return string.Join("\n", lines);
    }
}
