using System.Collections.Concurrent;
using Npgsql;
using OrderSaga.IntegrationTests;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Batches;

/// <summary>The database of a scenario on PostgreSQL: a free one that earlier scenarios have used, emptied, or else a new one.</summary>
sealed class BatchWorld : IAsyncDisposable
{
    static readonly ConcurrentBag<string> Made = [];
    static readonly ConcurrentBag<string> Free = [];

    BatchWorld(string connectionString) => Store = new StoreOptions { Provider = StoreProvider.Postgres, ConnectionString = connectionString };

    public StoreOptions Store { get; }

    public static async Task<BatchWorld> MakeAsync()
    {
        if (!Free.TryTake(out var connectionString))
        {
            var name = $"batches-{Guid.NewGuid():N}";
            connectionString = await TestServers.MakeDatabaseAsync(name) + ";Maximum Pool Size=10";
            Made.Add(name);
            return new BatchWorld(connectionString);
        }
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var empty = source.CreateCommand("TRUNCATE orders, order_history, outbox, bulks, bulk_products, batches");
        await empty.ExecuteNonQueryAsync();
        return new BatchWorld(connectionString);
    }

    public ValueTask DisposeAsync()
    {
        Free.Add(Store.ConnectionString);
        return ValueTask.CompletedTask;
    }

    public static Task DropAsync() => Task.WhenAll(Made.Select(TestServers.DropDatabaseAsync));
}
