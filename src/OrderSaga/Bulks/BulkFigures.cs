using OrderSaga.Batches;
using OrderSaga.Jobs;

namespace OrderSaga.Bulks;

/// <summary>The batches of a bulk taken together, and what became of its products.</summary>
public sealed record BulkFigures
{
    /// <summary>How many batches stand where: prepared, discarded or an OGC status. Batches of a second try are counted too.</summary>
    public required IReadOnlyDictionary<string, int> Batches { get; init; }

    /// <summary>Products of batches that nobody has triggered.</summary>
    public required int Prepared { get; init; }

    /// <summary>Orders that are accepted; as below, those of a second try among them.</summary>
    public required int Waiting { get; init; }

    /// <summary>Orders that are running.</summary>
    public required int Running { get; init; }

    /// <summary>Orders that are successful.</summary>
    public required int Successful { get; init; }

    /// <summary>Orders that failed.</summary>
    public required int Failed { get; init; }

    /// <summary>Orders that are dismissed.</summary>
    public required int Dismissed { get; init; }

    /// <summary>Bytes of the successful orders; null while there is none.</summary>
    public long? OrderSize { get; init; }

    /// <summary>The earliest of the batches, UTC.</summary>
    public DateTime? EvictionDate { get; init; }

    /// <summary>
    /// The bulk as a whole: <c>running</c> while it is being prepared or a batch is not finished, <c>prepared</c> while no
    /// batch was triggered, then <c>complete</c>, <c>partial</c>, <c>failed</c> or <c>dismissed</c>.
    /// </summary>
    public required string State { get; init; }

    /// <summary>Percent of the products that are finished with, rounded down; 100 only when the whole is.</summary>
    public required int Progress { get; init; }

    /// <summary>Batches that stand alike.</summary>
    internal sealed record Group(
        string Status, bool IsRetry, int Batches, int Products, int Waiting, int Running, int Successful, int Failed, int Dismissed,
        double? OrderSize, DateTime? EvictionDate);

    internal static BulkFigures Of(Bulk bulk, IReadOnlyList<Group> groups)
    {
        var state = StateOf(bulk, groups);
        var size = groups.Sum(group => group.OrderSize);
        return new BulkFigures
        {
            Batches = groups.GroupBy(group => group.Status).ToDictionary(same => same.Key, same => same.Sum(group => group.Batches)),
            Prepared = groups.Where(group => group.Status == BatchStatus.Prepared).Sum(group => group.Products),
            Waiting = groups.Sum(group => group.Waiting),
            Running = groups.Sum(group => group.Running),
            Successful = groups.Sum(group => group.Successful),
            Failed = groups.Sum(group => group.Failed),
            Dismissed = groups.Sum(group => group.Dismissed),
            OrderSize = groups.Any(group => group.OrderSize is not null) ? size < long.MaxValue ? (long)size : long.MaxValue : null,
            EvictionDate = groups.Min(group => group.EvictionDate),
            State = state,
            Progress = ProgressOf(bulk, groups, state),
        };
    }

    static string StateOf(Bulk bulk, IReadOnlyList<Group> groups)
    {
        if (bulk.Status != JobStatus.Successful)
            return bulk.Status is JobStatus.Accepted ? BulkState.Running : bulk.Status;
        bool Any(params string[] statuses) => groups.Any(group => statuses.Contains(group.Status));
        var successful = groups.Sum(group => group.Successful);
        if (Any(JobStatus.Accepted, JobStatus.Running))
            return BulkState.Running;
        if (Any(BatchStatus.Prepared))
            return Any(JobStatus.Successful, JobStatus.Failed, JobStatus.Dismissed) ? BulkState.Running : BulkState.Prepared;
        // A second try makes good what failed in the first, so it is the products that count and not the batches.
        if (successful >= (bulk.NumberOfProducts ?? 0))
            return BulkState.Complete;
        if (successful > 0)
            return BulkState.Partial;
        return Any(JobStatus.Failed) ? BulkState.Failed : BulkState.Dismissed;
    }

    static int ProgressOf(Bulk bulk, IReadOnlyList<Group> groups, string state)
    {
        if (state is not (BulkState.Running or BulkState.Prepared))
            return 100;
        if (bulk.NumberOfProducts is not { } products || products == 0)
            return 0;
        var done = groups.Where(group => !group.IsRetry).Sum(group => group.Status switch
        {
            BatchStatus.Prepared => 0L,
            JobStatus.Accepted or JobStatus.Running => group.Successful + group.Failed + group.Dismissed,
            _ => group.Products,
        });
        return (int)Math.Min(99, done * 100 / products);
    }
}

/// <summary>How a bulk stands as a whole, with all its batches.</summary>
public static class BulkState
{
    /// <summary>Its batches are there, and none was triggered.</summary>
    public const string Prepared = "prepared";

    /// <summary>It is being prepared, or a batch that was triggered has not ended.</summary>
    public const string Running = "running";

    /// <summary>Every product came.</summary>
    public const string Complete = "complete";

    /// <summary>Some products came.</summary>
    public const string Partial = "partial";

    /// <summary>No product came, and a batch failed.</summary>
    public const string Failed = "failed";

    /// <summary>No product came, as its client dismissed what there was.</summary>
    public const string Dismissed = "dismissed";
}
