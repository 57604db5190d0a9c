using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using OrderSaga.Dispatch;
using OrderSaga.Persistence;
using OrderSaga.Tests.Dispatch.Scenarios;

namespace OrderSaga.IntegrationTests.Doors;

public sealed class Waiting_orders_on_PostgreSQL : The_table_of_waiting_orders
{
    readonly string _name = $"doors-table-{Guid.NewGuid():N}";
    readonly StoreOptions _store = new() { Provider = StoreProvider.Postgres };

    [OneTimeSetUp]
    public async Task MakeAsync()
    {
        _store.ConnectionString = await TestServers.MakeDatabaseAsync(_name);
        await using var database = Open();
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
        Table = new PostgresDispatchTable(_store.ConnectionString);
    }

    [SetUp]
    public async Task EmptyAsync()
    {
        await using var database = Open();
        await database.Database.ExecuteSqlRawAsync("TRUNCATE orders, order_history");
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (Table is PostgresDispatchTable table)
            await table.DisposeAsync();
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
    public async Task Among_a_hundred_thousand_the_next_page_is_read_from_its_index()
    {
        await using var source = NpgsqlDataSource.Create(_store.ConnectionString);
        await using var fill = source.CreateCommand("""
            INSERT INTO orders (correlation_id, state, phase, product_identifier, priority, owner, tenant, has_files, content_digest, created, updated,
                attempt, dispatch_at, sends, in_flight, sequence, entries)
            SELECT gen_random_uuid(), 'accepted', 'queued', 'P', n % 100, 'o', 't', false, '', now(), now(), 1, now(), 0, false, 1, 1
            FROM generate_series(1, 100000) AS n
            """);
        await fill.ExecuteNonQueryAsync();
        foreach (var analysed in new[] { false, true })
        {
            if (analysed)
            {
                await using var analyse = source.CreateCommand("ANALYZE orders");
                await analyse.ExecuteNonQueryAsync();
            }
            var plan = new List<string>();
            await using var explain = source.CreateCommand("EXPLAIN " + PostgresDispatchTable.ClaimStatement
                .Replace("$1", "now()", StringComparison.Ordinal).Replace("$2", "now()", StringComparison.Ordinal)
                .Replace("$3", "200", StringComparison.Ordinal).Replace("$4", "5000", StringComparison.Ordinal));
            await using var reader = await explain.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                plan.Add(reader.GetString(0));
            var text = string.Join("\n", plan);
            Assert.That(text, Does.Contain("ix_orders_dispatch"));
            Assert.That(text, Does.Contain("ix_orders_in_flight"));
            Assert.That(text, Does.Not.Contain("Seq Scan"));
        }
    }
}
