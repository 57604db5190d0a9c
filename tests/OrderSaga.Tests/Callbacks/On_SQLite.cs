using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Callbacks;
using OrderSaga.SagaStore.Sql;
using OrderSaga.Storage;
using OrderSaga.Tests.Callbacks.Scenarios;

namespace OrderSaga.Tests.Callbacks;

public sealed class On_SQLite : The_table_of_callbacks
{
    readonly StoreOptions _store = new();
    DirectoryInfo _folder = null!;
    Database _database = null!;

    [SetUp]
    public async Task MakeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("ordersaga-callbacks-");
        _store.ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "orders.db")}";
        await using var database = Open();
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
        _database = _store.Open();
        Table = new CallbackTable(_database);
        Log = new CallbackLog(new Contexts(Open), Table, TimeProvider.System);
    }

    [TearDown]
    public void Remove()
    {
        _database?.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    protected override OrderSagaDbContext Open()
    {
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(_store);
        return new OrderSagaDbContext(options.Options);
    }
}
