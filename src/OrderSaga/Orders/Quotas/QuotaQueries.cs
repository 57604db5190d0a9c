using Microsoft.EntityFrameworkCore;
using OrderSaga.Storage;

namespace OrderSaga.Orders.Quotas;

/// <summary>Counts an owner's orders by the index (owner, finished, sent_at), never beyond what the answer needs.</summary>
sealed class QuotaQueries(IDbContextFactory<OrderSagaDbContext> contexts)
{
    /// <summary>Unfinished orders but <paramref name="without"/>, up to <paramref name="most"/>.</summary>
    public async Task<int> CountOpenAsync(string owner, IReadOnlyList<Guid> without, int most, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Set<Order>()
            .Where(order => order.Owner == owner && order.Finished == null && !without.Contains(order.CorrelationId))
            .Take(most).CountAsync(cancellation);
    }

    /// <summary>
    /// Orders but <paramref name="without"/> that were sent after <paramref name="since"/> or wait to be, up to
    /// <paramref name="most"/>, and when the first of them was sent.
    /// </summary>
    public async Task<(int Count, DateTime? FirstSent)> CountSentAsync(
        string owner, IReadOnlyList<Guid> without, DateTime since, int most, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        // Each a range of the index. What was sent since then has ended since then, if at all.
        var ended = context.Set<Order>().Where(order => order.Owner == owner && order.Finished > since && order.SentAt > since);
        var running = context.Set<Order>().Where(order => order.Owner == owner && order.Finished == null && order.SentAt > since);
        var waiting = context.Set<Order>().Where(order => order.Owner == owner && order.Finished == null && order.SentAt == null);
        var found = await ended.Concat(running).Concat(waiting)
            .Where(order => !without.Contains(order.CorrelationId))
            .Select(order => order.SentAt).Take(most)
            .GroupBy(_ => 1).Select(group => new { Count = group.Count(), First = group.Min() })
            .SingleOrDefaultAsync(cancellation);
        return (found?.Count ?? 0, found?.First);
    }
}
