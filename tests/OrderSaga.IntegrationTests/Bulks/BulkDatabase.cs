using Microsoft.EntityFrameworkCore;
using OrderSaga.Storage;
using OrderSaga.Tests;

namespace OrderSaga.IntegrationTests.Bulks;

/// <summary>A PostgreSQL database of a fixture's own.</summary>
sealed class BulkDatabase : IAsyncDisposable
{
    readonly string _name = $"bulks-{Guid.NewGuid():N}";

    public StoreOptions Store { get; } = new() { Provider = StoreProvider.Postgres };

    public static async Task<BulkDatabase> MakeAsync()
    {
        var made = new BulkDatabase();
        made.Store.ConnectionString = await TestServers.MakeDatabaseAsync(made._name);
        await using var database = made.Open();
        await SchemaMigration.MigrateAsync(database, CancellationToken.None);
        return made;
    }

    public OrderSagaDbContext Open()
    {
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(Store);
        return new OrderSagaDbContext(options.Options);
    }

    public async Task EmptyAsync()
    {
        await using var database = Open();
        await database.Database.ExecuteSqlRawAsync("TRUNCATE orders, order_history, bulks, bulk_products, batches, outbox");
    }

    public async ValueTask DisposeAsync() => await TestServers.DropDatabaseAsync(_name);
}
