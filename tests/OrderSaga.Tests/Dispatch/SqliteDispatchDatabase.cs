using Microsoft.Data.Sqlite;

namespace OrderSaga.Tests.Dispatch.Scenarios;

/// <summary>The database of this project: a SQLite file.</summary>
static class Databases
{
    public static DispatchDatabase New() => new SqliteDispatchDatabase();
}

sealed class SqliteDispatchDatabase : DispatchDatabase
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-dispatch-");

    public SqliteDispatchDatabase() => Store.ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "orders.db")}";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
