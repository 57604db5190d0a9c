using Microsoft.Data.Sqlite;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Batches;

/// <summary>The database of this project's scenarios: a SQLite file.</summary>
sealed class BatchWorld : IAsyncDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-batches-");

    BatchWorld() => Store = new StoreOptions { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "orders.db")}" };

    public StoreOptions Store { get; }

    public static Task<BatchWorld> MakeAsync() => Task.FromResult(new BatchWorld());

    public ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(Store.ConnectionString))
            SqliteConnection.ClearPool(connection);
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
