using Microsoft.EntityFrameworkCore;
using OrderSaga.Orders.Queue;
using OrderSaga.SagaStore.Sql;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Dispatch.Scenarios;

/// <summary>A migrated database for one fixture; each project has its own.</summary>
abstract class DispatchDatabase : IAsyncDisposable
{
    Database? _opened;

    protected StoreOptions Store { get; } = new();

    /// <summary>As a worker opens it.</summary>
    public Database Opened => _opened ??= Store.Open();

    public OrderTable Orders => new(Opened);

    public virtual async Task MakeAsync()
    {
        await using var context = Open();
        await SchemaMigration.MigrateAsync(context, CancellationToken.None);
    }

    /// <summary>As after the migration.</summary>
    public async Task EmptyAsync()
    {
        await using var context = Open();
        await context.Database.ExecuteSqlRawAsync(
            "DELETE FROM orders; DELETE FROM order_history; DELETE FROM dispatch_owners; UPDATE dispatch_window SET taken = 0, counted_at = '2000-01-01 00:00:00', turn = ''");
    }

    public OrderSagaDbContext Open()
    {
        var options = new DbContextOptionsBuilder<OrderSagaDbContext>();
        options.UseStore(Store);
        return new OrderSagaDbContext(options.Options);
    }

    public IDbContextFactory<OrderSagaDbContext> Contexts => new Factory(this);

    public virtual ValueTask DisposeAsync()
    {
        _opened?.Dispose();
        return ValueTask.CompletedTask;
    }

    sealed class Factory(DispatchDatabase database) : IDbContextFactory<OrderSagaDbContext>
    {
        public OrderSagaDbContext CreateDbContext() => database.Open();
    }
}
