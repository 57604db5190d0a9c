using Microsoft.EntityFrameworkCore;
using OrderSaga.Jobs;
using OrderSaga.Storage;

namespace OrderSaga.Orders;

/// <summary>What the gateway reads. It writes nothing.</summary>
public sealed class OrderQueries(IDbContextFactory<OrderSagaDbContext> contexts)
{
    // Not static: a compiled query belongs to one database's model.
    readonly Func<OrderSagaDbContext, Guid, CancellationToken, Task<Order?>> _byId = EF.CompileAsyncQuery(
        (OrderSagaDbContext context, Guid id, CancellationToken _) => context.Orders.AsNoTracking().FirstOrDefault(order => order.CorrelationId == id));

    /// <summary>The order, or null.</summary>
    public async Task<Order?> FindAsync(Guid orderId, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await _byId(context, orderId, cancellation);
    }

    /// <summary>Those of the orders that exist, in any order.</summary>
    public async Task<IReadOnlyList<Order>> FindAsync(IReadOnlyCollection<Guid> orderIds, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Orders.AsNoTracking().Where(order => orderIds.Contains(order.CorrelationId)).ToListAsync(cancellation);
    }

    /// <summary>
    /// Up to <paramref name="limit"/> orders that pass <paramref name="filter"/>, newest first with the id as tie-break,
    /// from after <paramref name="after"/> on. Items of a batch are not in the plain list.
    /// </summary>
    public async Task<IReadOnlyList<Order>> ListAsync(
        JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var orders = context.Orders.AsNoTracking().Where(order => order.BatchId == null);
        return await (filter.MinDuration is null && filter.MaxDuration is null
            ? orders.Page(filter, limit, after).ToListAsync(cancellation)
            : orders.OfDurationAsync(filter, now, limit, after, cancellation));
    }

    /// <summary>The order's history, oldest first.</summary>
    public async Task<IReadOnlyList<JobHistoryEntry>> HistoryAsync(Guid orderId, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.History.AsNoTracking().Where(entry => entry.OrderId == orderId).OrderBy(entry => entry.Entry).ToListAsync(cancellation);
    }

    /// <summary>Whether the database answers.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Database.CanConnectAsync(cancellation);
    }
}
