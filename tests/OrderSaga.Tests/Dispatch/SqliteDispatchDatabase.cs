using Microsoft.Data.Sqlite;
using OrderSaga.Orders.Queue;

namespace OrderSaga.Tests.Dispatch.Scenarios;

/// <summary>The database of this project: a SQLite file.</summary>
static class Database
{
    public static DispatchDatabase New() => new SqliteDispatchDatabase();
}

sealed class SqliteDispatchDatabase : DispatchDatabase
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-dispatch-");

    public SqliteDispatchDatabase() => Store.ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "orders.db")}";

    public override DispatchTable Table(OwnerLimits limits) => new SqliteDispatchTable(Store.ConnectionString, limits);

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
