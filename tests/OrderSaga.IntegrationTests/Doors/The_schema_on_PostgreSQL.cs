using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using OrderSaga.Storage;
using OrderSaga.Tests;
using OrderSaga.Tests.Persistence.Scenarios;

namespace OrderSaga.IntegrationTests.Doors;

public sealed class The_schema_on_PostgreSQL : The_schema
{
    readonly string _run = $"schema-{Guid.NewGuid():N}"[..20];
    readonly HashSet<string> _made = [];

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        foreach (var name in _made)
            await TestServers.DropDatabaseAsync(name);
    }

    protected override string FactsQuery => """
        WITH tables AS (
            SELECT oid, relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT LIKE '\_\_%')
        SELECT format(
            'column %s.%s %s %s default %s%s', t.name, a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' ELSE 'null' END,
            coalesce(pg_get_expr(d.adbin, d.adrelid), '-'), a.attidentity::text || a.attgenerated::text)
        FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        WHERE a.attnum > 0 AND NOT a.attisdropped
        UNION ALL
        SELECT format('key %s %s %s', t.name, k.conname, pg_get_constraintdef(k.oid)) FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid WHERE k.contype <> 'n'
        UNION ALL
        SELECT 'index ' || pg_get_indexdef(i.indexrelid) FROM tables t JOIN pg_index i ON i.indrelid = t.oid WHERE NOT i.indisprimary
        """;

    /// <summary>Not yet made: the migration makes the database too.</summary>
    protected override OrderSagaDbContext Open(string name)
    {
        var database = $"{_run}-{name}";
        lock (_made)
            _made.Add(database);
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(new StoreOptions
        {
            Provider = StoreProvider.Postgres,
            ConnectionString = new NpgsqlConnectionStringBuilder(TestServers.Postgres) { Database = database }.ToString(),
        });
        return new OrderSagaDbContext(options.Options);
    }
}
