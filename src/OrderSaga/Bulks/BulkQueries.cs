using Microsoft.EntityFrameworkCore;
using OrderSaga.Batches;
using OrderSaga.Jobs;
using OrderSaga.Storage;

namespace OrderSaga.Bulks;

/// <summary>What gateway and resolver read of bulks.</summary>
public sealed class BulkQueries(IDbContextFactory<OrderSagaDbContext> contexts) : JobQueries<Bulk>(contexts), IWithdrawals
{
    const int BulksAtOnce = 1000;

    /// <summary>Without their selections, which may be large.</summary>
    private protected override IQueryable<Bulk> Shown(IQueryable<Bulk> jobs) => jobs.Select(Short);

    /// <summary>The bulk's batches by number, those behind <paramref name="after"/>; a second try stands beside the first.</summary>
    /// <param name="bulkId">The bulk.</param>
    /// <param name="limit">Most batches.</param>
    /// <param name="after">Number and id of the last batch of the page before.</param>
    /// <param name="statuses">prepared, discarded or OGC statuses; null for all.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<IReadOnlyList<Batch>> BatchesAsync(
        Guid bulkId, int limit, (int Number, Guid Id)? after, IReadOnlyCollection<string>? statuses, CancellationToken cancellation)
    {
        await using var context = await OpenAsync(cancellation);
        var batches = context.Set<Batch>().AsNoTracking().Where(batch => batch.BulkId == bulkId);
        if (statuses is not null)
        {
            var states = statuses.Select(JobStatus.ToState).ToArray();
            batches = batches.Where(batch => states.Contains(batch.State));
        }
        if (after is var (number, id))
            batches = batches.Where(batch => batch.Number >= number && (batch.Number > number || batch.CorrelationId.CompareTo(id) > 0));
        return await batches.OrderBy(batch => batch.Number).ThenBy(batch => batch.CorrelationId).Take(limit).ToListAsync(cancellation);
    }

    /// <summary>The products that are not ordered, in their order, those behind position <paramref name="after"/>.</summary>
    public async Task<IReadOnlyList<BulkProduct>> RejectedAsync(Guid bulkId, int limit, int after, CancellationToken cancellation)
    {
        await using var context = await OpenAsync(cancellation);
        return await context.Set<BulkProduct>().AsNoTracking()
            .Where(product => product.BulkId == bulkId && product.Reason != null && product.Position > after)
            .OrderBy(product => product.Position).Take(limit).ToListAsync(cancellation);
    }

    /// <summary>The bulk's batches taken together; one query, over its batches and not its orders.</summary>
    public async Task<BulkFigures> FiguresAsync(Bulk bulk, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(bulk);
        return (await FiguresAsync([bulk], cancellation))[0];
    }

    /// <summary>Of each of the bulks, in their order, its batches taken together; a query for each thousand of them.</summary>
    public async Task<IReadOnlyList<BulkFigures>> FiguresAsync(IReadOnlyList<Bulk> bulks, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(bulks);
        await using var context = await OpenAsync(cancellation);
        var figures = new List<BulkFigures>(bulks.Count);
        foreach (var page in bulks.Chunk(BulksAtOnce))
        {
            var groups = await GroupsOfAsync(context, [.. page.Select(bulk => bulk.CorrelationId)], cancellation);
            figures.AddRange(page.Select(bulk => BulkFigures.Of(bulk, [.. groups[bulk.CorrelationId]])));
        }
        return figures;
    }

    static async Task<ILookup<Guid, BulkFigures.Group>> GroupsOfAsync(OrderSagaDbContext context, Guid[] bulkIds, CancellationToken cancellation)
    {
        var groups = await context.Set<Batch>().AsNoTracking().Where(batch => bulkIds.Contains(batch.BulkId))
            .GroupBy(batch => new { batch.BulkId, batch.State, IsRetry = batch.RetryOf != null })
            .Select(same => new
            {
                same.Key.BulkId,
                same.Key.State,
                same.Key.IsRetry,
                Batches = same.Count(),
                Products = same.Sum(batch => batch.NumberOfProducts),
                Waiting = same.Sum(batch => batch.Waiting),
                Running = same.Sum(batch => batch.Running),
                Successful = same.Sum(batch => batch.Successful),
                Failed = same.Sum(batch => batch.Failed),
                Dismissed = same.Sum(batch => batch.Dismissed),
                // Bytes of very many batches may be more than a long holds.
                OrderSize = same.Max(batch => batch.OrderSize) == null ? null : same.Sum(batch => (double?)batch.OrderSize),
                EvictionDate = same.Min(batch => batch.EvictionDate),
            })
            .ToListAsync(cancellation);
        return groups.ToLookup(group => group.BulkId, group => new BulkFigures.Group(
            JobStatus.FromState(group.State), group.IsRetry, group.Batches, group.Products, group.Waiting, group.Running, group.Successful,
            group.Failed, group.Dismissed, group.OrderSize, group.EvictionDate));
    }

    /// <summary>Prepared batches by number, those behind <paramref name="after"/>.</summary>
    internal async Task<IReadOnlyList<(int Number, Guid Id)>> PreparedAsync(Guid bulkId, int after, int limit, CancellationToken cancellation)
    {
        var prepared = JobStatus.ToState(BatchStatus.Prepared);
        await using var context = await OpenAsync(cancellation);
        var batches = await context.Set<Batch>().AsNoTracking().Where(batch => batch.BulkId == bulkId && batch.Number > after && batch.State == prepared)
            .OrderBy(batch => batch.Number).Take(limit).Select(batch => new { batch.Number, batch.CorrelationId }).ToListAsync(cancellation);
        return [.. batches.Select(batch => (batch.Number, batch.CorrelationId))];
    }

    /// <summary>Batches that are accepted or running, by id, those behind <paramref name="after"/>.</summary>
    internal async Task<IReadOnlyList<Guid>> UnfinishedAsync(Guid bulkId, Guid after, int limit, CancellationToken cancellation)
    {
        string[] unfinished = [JobStatus.ToState(JobStatus.Accepted), JobStatus.ToState(JobStatus.Running)];
        await using var context = await OpenAsync(cancellation);
        return await context.Set<Batch>().AsNoTracking()
            .Where(batch => batch.BulkId == bulkId && batch.CorrelationId.CompareTo(after) > 0 && unfinished.Contains(batch.State))
            .OrderBy(batch => batch.CorrelationId).Take(limit).Select(batch => batch.CorrelationId).ToListAsync(cancellation);
    }

    /// <summary>Dismissed by now, or failed: what is prepared of it goes.</summary>
    async Task<bool> IWithdrawals.IsWithdrawnAsync(Guid bulkId, CancellationToken cancellation)
    {
        var failed = JobStatus.ToState(JobStatus.Failed);
        await using var context = await OpenAsync(cancellation);
        return await context.Set<Bulk>().AnyAsync(bulk => bulk.CorrelationId == bulkId && (bulk.Cascade != null || bulk.State == failed), cancellation);
    }

    internal async Task<bool> HasBatchesAsync(Guid bulkId, CancellationToken cancellation)
    {
        await using var context = await OpenAsync(cancellation);
        return await context.Set<Batch>().AnyAsync(batch => batch.BulkId == bulkId, cancellation);
    }

    /// <summary>All that a list shows: without the selection.</summary>
    static readonly System.Linq.Expressions.Expression<Func<Bulk, Bulk>> Short = bulk => new Bulk
    {
        CorrelationId = bulk.CorrelationId,
        State = bulk.State,
        Phase = bulk.Phase,
        Message = bulk.Message,
        ReasonCode = bulk.ReasonCode,
        Owner = bulk.Owner,
        Tenant = bulk.Tenant,
        Label = bulk.Label,
        Priority = bulk.Priority,
        MaxProducts = bulk.MaxProducts,
        BatchSizeProducts = bulk.BatchSizeProducts,
        BatchSizeVolume = bulk.BatchSizeVolume,
        AutomaticTrigger = bulk.AutomaticTrigger,
        FailurePolicy = bulk.FailurePolicy,
        Subscriber = bulk.Subscriber,
        ResultForm = bulk.ResultForm,
        ResolvedAt = bulk.ResolvedAt,
        Matched = bulk.Matched,
        Taken = bulk.Taken,
        Rejected = bulk.Rejected,
        NumberOfProducts = bulk.NumberOfProducts,
        TotalVolume = bulk.TotalVolume,
        NumberOfBatches = bulk.NumberOfBatches,
        Created = bulk.Created,
        Started = bulk.Started,
        Finished = bulk.Finished,
        Updated = bulk.Updated,
        RemovedAt = bulk.RemovedAt,
        Cascade = bulk.Cascade,
        Sequence = bulk.Sequence,
        Entries = bulk.Entries,
    };
}
