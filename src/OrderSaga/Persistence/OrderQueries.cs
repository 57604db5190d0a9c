using Microsoft.EntityFrameworkCore;
using OrderSaga.Orders;

namespace OrderSaga.Persistence;

/// <summary>What the gateway reads. It writes nothing.</summary>
public sealed class OrderQueries(IDbContextFactory<OrderSagaDbContext> contexts)
{
    static readonly Func<OrderSagaDbContext, Guid, CancellationToken, Task<Order?>> ById = EF.CompileAsyncQuery(
        (OrderSagaDbContext context, Guid id, CancellationToken _) => context.Orders.AsNoTracking().FirstOrDefault(order => order.CorrelationId == id));

    /// <summary>The order, or null.</summary>
    public async Task<Order?> FindAsync(Guid orderId, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await ById(context, orderId, cancellation);
    }

    /// <summary>
    /// Up to <paramref name="limit"/> orders, newest first with the id as tie-break, from after <paramref name="after"/> on.
    /// Items of a batch are not in the plain list.
    /// </summary>
    public async Task<IReadOnlyList<Order>> ListAsync(int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var orders = context.Orders.AsNoTracking().Where(order => order.BatchId == null);
        if (after is var (created, id))
            orders = orders.Where(order => order.Created < created || (order.Created == created && order.CorrelationId.CompareTo(id) < 0));
        return await orders.OrderByDescending(order => order.Created).ThenByDescending(order => order.CorrelationId).Take(limit).ToListAsync(cancellation);
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
