using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Storage;
using OrderSaga.Tests.Persistence.Scenarios;

namespace OrderSaga.Tests.Persistence;

public sealed class The_schema_on_SQLite : The_schema
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-schema-");

    [OneTimeTearDown]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    protected override string FactsQuery => """
        WITH tables AS (SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\_\_%' ESCAPE '\' AND name NOT LIKE 'sqlite%')
        SELECT format('column %s.%s %s %s default %s', t.name, c.name, c.type, iif(c."notnull", 'not null', 'null'), coalesce(c.dflt_value, '-'))
        FROM tables t JOIN pragma_table_xinfo(t.name) c
        UNION ALL
        SELECT format('key %s (%s)', t.name, (SELECT group_concat(k.name, ', ') FROM (SELECT name FROM pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk) k))
        FROM tables t
        UNION ALL
        SELECT format('key %s %s REFERENCES %s (%s) %s %s', t.name, f."from", f."table", f."to", f.on_update, f.on_delete)
        FROM tables t JOIN pragma_foreign_key_list(t.name) f
        UNION ALL
        SELECT 'index ' || i.sql FROM sqlite_master i WHERE i.type = 'index' AND i.sql IS NOT NULL AND i.tbl_name IN (SELECT name FROM tables)
        """;

    protected override OrderSagaDbContext Open(string name)
    {
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(new StoreOptions { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, name)}.db" });
        return new OrderSagaDbContext(options.Options);
    }

    [Test, CancelAfter(Until.Longest)]
    public async Task A_lock_that_a_killed_process_left_does_not_hold_up_the_next(CancellationToken cancellation)
    {
        await using var database = Open("killed");
        await database.Database.ExecuteSqlRawAsync("""
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
            """, cancellation);
        await SchemaMigration.MigrateAsync(database, cancellation);
        Assert.That(await database.Database.GetPendingMigrationsAsync(cancellation), Is.Empty);
    }
}
