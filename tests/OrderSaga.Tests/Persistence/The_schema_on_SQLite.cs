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

    protected override string ColumnsQuery => """
        SELECT m.name, c.name, c.type, c."notnull" FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE '\_\_%' ESCAPE '\' AND m.name NOT LIKE 'sqlite%'
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
