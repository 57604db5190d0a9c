using Microsoft.EntityFrameworkCore;
using OrderSaga.Orders;

namespace OrderSaga.Persistence;

/// <summary>How the orders stand at a moment, items of batches among them. All times UTC.</summary>
/// <param name="At">The moment.</param>
/// <param name="Waiting">Due and not sent.</param>
/// <param name="Scheduled">To be sent at a later time: not before a date, or again after a pause.</param>
/// <param name="InFlight">Sent to the archive and not finished.</param>
/// <param name="WaitingSince">When the one that waits longest became due; null when none waits.</param>
/// <param name="Recent">Of the orders created since <paramref name="RecentFrom"/>, how many have each status that clients see.</param>
public sealed record OrderFigures(
    DateTime At, int Waiting, int Scheduled, int InFlight, DateTime? WaitingSince, DateTime RecentFrom, IReadOnlyDictionary<string, int> Recent);

/// <summary>
/// Counts orders by what is indexed: the ones to do and in flight, and those created lately. Never the whole table, which
/// grows for years.
/// </summary>
public sealed class OrderCounts(IDbContextFactory<OrderSagaDbContext> contexts)
{
    /// <param name="recent">How far back the counts by status go.</param>
    public async Task<OrderFigures> ReadAsync(DateTime now, TimeSpan recent, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var orders = context.Orders.AsNoTracking();
        var toDo = await orders.Where(order => order.DispatchAt != null && !order.InFlight)
            .GroupBy(order => order.DispatchAt <= now)
            .Select(orders => new { AreDue = orders.Key, Count = orders.Count(), First = orders.Min(order => order.DispatchAt) })
            .ToListAsync(cancellation);
        var inFlight = await orders.CountAsync(order => order.InFlight, cancellation);
        var from = now - recent;
        var byState = await orders.Where(order => order.Created >= from)
            .GroupBy(order => order.RemovedAt != null ? OrderStatus.ToState(OrderStatus.Dismissed) : order.State)
            .Select(orders => new { State = orders.Key, Count = orders.Count() })
            .ToListAsync(cancellation);

        var due = toDo.Find(group => group.AreDue);
        return new OrderFigures(
            now, due?.Count ?? 0, toDo.Find(group => !group.AreDue)?.Count ?? 0, inFlight, due?.First,
            from, byState.ToDictionary(group => OrderStatus.FromState(group.State), group => group.Count));
    }
}
