using Microsoft.EntityFrameworkCore;
using OrderSaga.Batches;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Storage;
using OrderSaga.Tests;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>Looks into the database beside the service.</summary>
sealed class OrderTable(StoreOptions store)
{
    readonly DbContextOptions<OrderSagaDbContext> _options =
        (DbContextOptions<OrderSagaDbContext>)new DbContextOptionsBuilder<OrderSagaDbContext>().UseStore(store).Options;

    public Task<Order?> FindAsync(Guid orderId) =>
        ReadAsync(context => context.Set<Order>().AsNoTracking().FirstOrDefaultAsync(order => order.CorrelationId == orderId));

    public Task<List<Order>> AllAsync() => ReadAsync(context => context.Set<Order>().AsNoTracking().ToListAsync());

    public Task<List<JobHistoryEntry>> HistoryAsync() =>
        ReadAsync(context => context.Set<JobHistoryEntry>().AsNoTracking().OrderBy(line => line.JobId).ThenBy(line => line.Entry).ToListAsync());

    public Task<List<JobHistoryEntry>> HistoryAsync(Guid orderId) =>
        ReadAsync(context => context.Set<JobHistoryEntry>().AsNoTracking().Where(line => line.JobId == orderId).OrderBy(line => line.Entry).ToListAsync());

    public Task<int> CountAsync() => ReadAsync(context => context.Set<Order>().CountAsync());

    public Task<int> UnfinishedAsync() => ReadAsync(context => context.Set<Order>().CountAsync(order => order.Finished == null));

    public Task<int> InFlightAsync() => ReadAsync(context => context.Set<Order>().CountAsync(order => order.InFlight));

    /// <summary>Events that are stored and not yet known to be published.</summary>
    public Task<int> OutboxAsync() =>
        ReadAsync(context => context.Database.SqlQuery<int>($"SELECT CAST(count(*) AS integer) AS \"Value\" FROM outbox").SingleAsync());

    /// <summary>As if the time were over that these orders may wait for what they wait for: an answer of the archive's, or their turn after a pause.</summary>
    public Task EndWaitsAsync(IReadOnlyCollection<Guid> orderIds) => ReadAsync(context => context.Set<Order>()
        .Where(order => orderIds.Contains(order.CorrelationId) && order.Deadline != null)
        .ExecuteUpdateAsync(set => set.SetProperty(order => order.Deadline, DateTime.UtcNow)));

    /// <summary>As if the time were over that processes have for what they took: for those that are dead, so that nobody has to wait for it.</summary>
    public async Task EndLeasesAsync()
    {
        var now = DateTime.UtcNow;
        await ReadAsync(context => context.Set<Order>().Where(order => order.ClaimedUntil > now).ExecuteUpdateAsync(set => set.SetProperty(order => order.ClaimedUntil, now)));
        await ReadAsync(context => context.Set<Batch>().Where(batch => batch.ClaimedUntil > now).ExecuteUpdateAsync(set => set.SetProperty(batch => batch.ClaimedUntil, now)));
        await ReadAsync(context => context.Set<Callback>().Where(callback => callback.NextAttempt > now).ExecuteUpdateAsync(set => set.SetProperty(callback => callback.NextAttempt, now)));
        await EndOutboxLeasesAsync();
    }

    public Task EndOutboxLeasesAsync()
    {
        var now = DateTime.UtcNow;
        return ReadAsync(context => context.Database.ExecuteSqlAsync($"UPDATE outbox SET lease_until = {now} WHERE lease_until > {now}"));
    }

    async Task<T> ReadAsync<T>(Func<OrderSagaDbContext, Task<T>> read)
    {
        await using var context = new OrderSagaDbContext(_options);
        return await read(context);
    }
}
