using Microsoft.EntityFrameworkCore;
using OrderSaga.Jobs;
using OrderSaga.Storage;

namespace OrderSaga.Orders;

/// <summary>
/// Counts orders by what is indexed: the ones to do and in flight, and those created lately. Never the whole table, which
/// grows for years.
/// </summary>
public sealed class OrderCounts(IDbContextFactory<OrderSagaDbContext> contexts)
{
    /// <summary>Most orders that are counted by status, the latest of them; a day of heavy traffic has millions.</summary>
    public const int MostRecent = 100_000;

    /// <param name="recent">How far back the counts by status go.</param>
    public async Task<OrderFigures> ReadAsync(DateTime now, TimeSpan recent, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var orders = context.Set<Order>().AsNoTracking();
        var waiting = await orders.Where(order => order.DispatchAt != null && !order.InFlight)
            .GroupBy(_ => 1)
            .Select(waiting => new { Count = waiting.Count(), Since = waiting.Min(order => order.NotBefore > order.Created ? order.NotBefore.Value : order.Created) })
            .SingleOrDefaultAsync(cancellation);
        var scheduled = await orders.CountAsync(order => order.Deadline != null && order.Phase == OrderPhase.Scheduled, cancellation);
        var inFlight = await orders.CountAsync(order => order.InFlight, cancellation);
        var from = now - recent;
        var byState = await orders.Where(order => order.Created >= from)
            .OrderByDescending(order => order.Created).ThenByDescending(order => order.CorrelationId).Take(MostRecent)
            .GroupBy(order => order.RemovedAt != null ? JobStatus.ToState(JobStatus.Dismissed) : order.State)
            .Select(latest => new { State = latest.Key, Count = latest.Count(), First = latest.Min(order => order.Created) })
            .ToListAsync(cancellation);

        var isCut = byState.Sum(group => group.Count) >= MostRecent;
        return new OrderFigures(
            now, waiting?.Count ?? 0, scheduled, inFlight, waiting?.Since,
            isCut ? byState.Min(group => group.First) : from, isCut, byState.ToDictionary(group => JobStatus.FromState(group.State), group => group.Count));
    }
}
