using Npgsql;
using NUnit.Framework;
using OrderSaga.IntegrationTests.Doors;
using OrderSaga.Persistence;

namespace OrderSaga.Tests.Batches;

/// <summary>The database of this project's scenarios: one on PostgreSQL for all of them, emptied for each.</summary>
sealed class BatchWorld : IAsyncDisposable
{
    static readonly string Name = $"batches-{Guid.NewGuid():N}";
    static string? _connectionString;

    BatchWorld(string connectionString) => Store = new StoreOptions { Provider = StoreProvider.Postgres, ConnectionString = connectionString };

    public StoreOptions Store { get; }

    public static async Task<BatchWorld> MakeAsync()
    {
        if (_connectionString is null)
        {
            _connectionString = await TestServers.MakeDatabaseAsync(Name) + ";Maximum Pool Size=10";
            return new BatchWorld(_connectionString);
        }
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var empty = source.CreateCommand("TRUNCATE orders, order_history, outbox, bulks, bulk_products, batches");
        await empty.ExecuteNonQueryAsync();
        return new BatchWorld(_connectionString);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static Task DropAsync() => _connectionString is null ? Task.CompletedTask : TestServers.DropDatabaseAsync(Name);
}
