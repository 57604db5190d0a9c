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

/// <summary>What the gateway reads of batches.</summary>
public sealed class BatchQueries(IDbContextFactory<OrderSagaDbContext> contexts) : JobQueries<Batch>(contexts)
{
    /// <summary>A batch is a job from its trigger on.</summary>
    private protected override IQueryable<Batch> Listed(IQueryable<Batch> jobs) => jobs.Where(batch => batch.Created != null);

    /// <summary>
    /// Up to <paramref name="limit"/> orders of the batch, by id, from after <paramref name="after"/> on;
    /// <paramref name="statuses"/> are OGC statuses, null for all.
    /// </summary>
    public async Task<IReadOnlyList<Order>> OrdersAsync(
        Guid batchId, IReadOnlyCollection<string>? statuses, int limit, Guid? after, CancellationToken cancellation)
    {
        await using var context = await OpenAsync(cancellation);
        return await OrdersOf(context, batchId, statuses, after).Take(limit).ToListAsync(cancellation);
    }

    /// <summary>Up to <paramref name="limit"/> items of the batch, by their orders' ids, from after <paramref name="after"/> on.</summary>
    public async Task<IReadOnlyList<BatchItem>> ItemsAsync(Guid batchId, int limit, Guid? after, CancellationToken cancellation)
    {
        await using var context = await OpenAsync(cancellation);
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
        await using var context = await OpenAsync(cancellation);
        return await context.Set<Batch>().AsNoTracking().Where(retry => retry.BulkId == bulkId && retry.RetryOf == batchId)
            .OrderBy(retry => retry.PreparedAt).ThenBy(retry => retry.CorrelationId).ToListAsync(cancellation);
    }

    static IQueryable<Order> OrdersOf(OrderSagaDbContext context, Guid batchId, IReadOnlyCollection<string>? statuses, Guid? after)
    {
        var orders = context.Set<Order>().AsNoTracking().Where(order => order.BatchId == batchId);
        if (statuses is not null)
        {
            var states = statuses.Select(JobStatus.ToState).ToArray();
            orders = orders.Where(order => states.Contains(order.State));
        }
        if (after is { } id)
            orders = orders.Where(order => order.CorrelationId.CompareTo(id) > 0);
        return orders.OrderBy(order => order.CorrelationId);
    }
}
