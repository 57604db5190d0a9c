using Microsoft.EntityFrameworkCore;
using OrderSaga.Orders;

namespace OrderSaga.Persistence;

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

    /// <summary>
    /// Up to <paramref name="limit"/> orders that pass <paramref name="filter"/>, newest first with the id as tie-break,
    /// from after <paramref name="after"/> on. Items of a batch are not in the plain list.
    /// </summary>
    public async Task<IReadOnlyList<Order>> ListAsync(
        OrderFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var orders = context.Orders.AsNoTracking().Where(order => order.BatchId == null);
        if (after is var (created, id))
        {
            // The first condition alone is one the index can start at.
            orders = orders.Where(order => order.Created <= created && (order.Created < created || order.CorrelationId.CompareTo(id) < 0));
        }
        orders = OfStatus(orders, filter);
        if (filter.CreatedFrom is { } from)
            orders = orders.Where(order => order.Created >= from);
        if (filter.CreatedTo is { } to)
            orders = orders.Where(order => order.Created <= to);
        orders = OfDuration(orders, filter, now);
        return await orders.OrderByDescending(order => order.Created).ThenByDescending(order => order.CorrelationId).Take(limit).ToListAsync(cancellation);
    }

    static IQueryable<Order> OfStatus(IQueryable<Order> orders, OrderFilter filter)
    {
        if (filter.Statuses is not { } statuses)
            return orders;
        var states = statuses.Select(OrderStatus.ToState).ToArray();
        return statuses.Contains(OrderStatus.Dismissed)
            ? orders.Where(order => order.RemovedAt != null || states.Contains(order.State))
            : orders.Where(order => order.RemovedAt == null && states.Contains(order.State));
    }

    /// <summary>From start to end, or to now; an order that never started has no duration (OGC 18-062r2, job list).</summary>
    static IQueryable<Order> OfDuration(IQueryable<Order> orders, OrderFilter filter, DateTime now)
    {
        if (filter.MinDuration is { TotalSeconds: var least })
        {
            var latestStart = now.AddSeconds(-least);
            orders = orders.Where(order => order.Finished == null ? order.Started <= latestStart : order.Finished >= order.Started!.Value.AddSeconds(least));
        }
        if (filter.MaxDuration is { TotalSeconds: var most })
        {
            var earliestStart = now.AddSeconds(-most);
            orders = orders.Where(order => order.Finished == null ? order.Started >= earliestStart : order.Finished <= order.Started!.Value.AddSeconds(most));
        }
        return orders;
    }

    /// <summary>The order's history, oldest first.</summary>
    public async Task<IReadOnlyList<OrderHistoryEntry>> HistoryAsync(Guid orderId, CancellationToken cancellation)
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
