using Microsoft.EntityFrameworkCore;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Storage;

namespace OrderSaga.Batches;

/// <summary>One product of a batch, as its results list it.</summary>
/// <param name="OrderId">Its order.</param>
/// <param name="ProductIdentifier">As it was selected.</param>
/// <param name="Status">The order's OGC status.</param>
/// <param name="Reason">A <see cref="Orders.ReasonCode"/> of one that failed, for programs.</param>
/// <param name="Message">For people.</param>
/// <param name="ProductLink">Where it is downloaded.</param>
public sealed record BatchItem(Guid OrderId, string ProductIdentifier, string Status, string? Reason, string? Message, string? ProductLink);

/// <summary>What the gateway reads of batches. It writes nothing.</summary>
public sealed class BatchQueries(IDbContextFactory<OrderSagaDbContext> contexts)
{
    /// <summary>The batch, or null.</summary>
    public async Task<Batch?> FindAsync(Guid batchId, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Batches.AsNoTracking().FirstOrDefaultAsync(batch => batch.CorrelationId == batchId, cancellation);
    }

    /// <summary>Those of the batches that exist, in any order.</summary>
    public async Task<IReadOnlyList<Batch>> FindAsync(IReadOnlyCollection<Guid> batchIds, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Batches.AsNoTracking().Where(batch => batchIds.Contains(batch.CorrelationId)).ToListAsync(cancellation);
    }

    /// <summary>
    /// Up to <paramref name="limit"/> batches that are jobs and pass <paramref name="filter"/>, newest first with the id as
    /// tie-break, from after <paramref name="after"/> on. A batch is a job from its trigger on.
    /// </summary>
    public async Task<IReadOnlyList<Batch>> ListAsync(
        JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var batches = context.Batches.AsNoTracking().Where(batch => batch.Created != null);
        if (after is var (created, id))
        {
            // The first condition alone is one the index can start at.
            batches = batches.Where(batch => batch.Created <= created && (batch.Created < created || batch.CorrelationId.CompareTo(id) < 0));
        }
        batches = OfStatus(batches, filter);
        if (filter.CreatedFrom is { } from)
            batches = batches.Where(batch => batch.Created >= from);
        if (filter.CreatedTo is { } to)
            batches = batches.Where(batch => batch.Created <= to);
        batches = OfDuration(batches, filter, now);
        return await batches.OrderByDescending(batch => batch.Created).ThenByDescending(batch => batch.CorrelationId).Take(limit).ToListAsync(cancellation);
    }

    /// <summary>
    /// Up to <paramref name="limit"/> orders of the batch, by id, from after <paramref name="after"/> on;
    /// <paramref name="statuses"/> are OGC statuses, null for all.
    /// </summary>
    public async Task<IReadOnlyList<Order>> OrdersAsync(
        Guid batchId, IReadOnlyCollection<string>? statuses, int limit, Guid? after, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await OrdersOf(context, batchId, statuses, after).Take(limit).ToListAsync(cancellation);
    }

    /// <summary>Up to <paramref name="limit"/> items of the batch, by their orders' ids, from after <paramref name="after"/> on.</summary>
    public async Task<IReadOnlyList<BatchItem>> ItemsAsync(Guid batchId, int limit, Guid? after, CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var rows = await OrdersOf(context, batchId, null, after).Take(limit)
            .Select(order => new { order.CorrelationId, order.ProductIdentifier, order.State, order.ReasonCode, order.Message, order.ProductLink })
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(row => new BatchItem(
                row.CorrelationId, row.ProductIdentifier, JobStatus.FromState(row.State), row.ReasonCode, row.Message, row.ProductLink)),
        ];
    }

    /// <summary>The batches that try this one again, the first one first.</summary>
    public async Task<IReadOnlyList<Batch>> RetriesAsync(Batch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var (bulkId, batchId) = (batch.BulkId, batch.CorrelationId);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Batches.AsNoTracking().Where(retry => retry.BulkId == bulkId && retry.RetryOf == batchId)
            .OrderBy(retry => retry.PreparedAt).ThenBy(retry => retry.CorrelationId).ToListAsync(cancellation);
    }

    static IQueryable<Order> OrdersOf(OrderSagaDbContext context, Guid batchId, IReadOnlyCollection<string>? statuses, Guid? after)
    {
        var orders = context.Orders.AsNoTracking().Where(order => order.BatchId == batchId);
        if (statuses is not null)
        {
            var states = statuses.Select(JobStatus.ToState).ToArray();
            orders = orders.Where(order => states.Contains(order.State));
        }
        if (after is { } id)
            orders = orders.Where(order => order.CorrelationId.CompareTo(id) > 0);
        return orders.OrderBy(order => order.CorrelationId);
    }

    static IQueryable<Batch> OfStatus(IQueryable<Batch> batches, JobFilter filter)
    {
        if (filter.Statuses is not { } statuses)
            return batches;
        var states = statuses.Select(JobStatus.ToState).ToArray();
        return statuses.Contains(JobStatus.Dismissed)
            ? batches.Where(batch => batch.RemovedAt != null || states.Contains(batch.State))
            : batches.Where(batch => batch.RemovedAt == null && states.Contains(batch.State));
    }

    /// <summary>From start to end, or to now; a batch that never started has no duration (OGC 18-062r2, job list).</summary>
    static IQueryable<Batch> OfDuration(IQueryable<Batch> batches, JobFilter filter, DateTime now)
    {
        if (filter.MinDuration is { TotalSeconds: var least })
        {
            var latestStart = now.AddSeconds(-least);
            batches = batches.Where(batch => batch.Finished == null ? batch.Started <= latestStart : batch.Finished >= batch.Started!.Value.AddSeconds(least));
        }
        if (filter.MaxDuration is { TotalSeconds: var most })
        {
            var earliestStart = now.AddSeconds(-most);
            batches = batches.Where(batch => batch.Finished == null ? batch.Started >= earliestStart : batch.Finished <= batch.Started!.Value.AddSeconds(most));
        }
        return batches;
    }
}
