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

    /// <param name="now">UTC; the counts by status go back from here.</param>
    /// <param name="recent">How far back the counts by status go.</param>
    /// <param name="cancellation">Ends the reading.</param>
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

/// <summary>How the orders stand at a moment, items of batches among them. All times UTC.</summary>
/// <param name="At">The moment.</param>
/// <param name="Waiting">To be sent as soon as the window towards the archive has room.</param>
/// <param name="Scheduled">To be sent at a later time.</param>
/// <param name="InFlight">Sent to the archive and not finished.</param>
/// <param name="WaitingSince">Since when the one waits that waits longest; null when none does.</param>
/// <param name="RecentFrom">Since when the latest orders are counted by status.</param>
/// <param name="IsCut">There are more orders of the time that was asked for, which were not counted.</param>
/// <param name="Recent">How many of the latest orders have each status that clients see.</param>
public sealed record OrderFigures(
    DateTime At, int Waiting, int Scheduled, int InFlight, DateTime? WaitingSince, DateTime RecentFrom, bool IsCut, IReadOnlyDictionary<string, int> Recent);
