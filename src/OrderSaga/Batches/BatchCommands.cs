using OrderSaga.Jobs;
using OrderSaga.Orders.Queue;

namespace OrderSaga.Batches;

/// <summary>
/// Triggers a prepared batch. For one that is accepted or running its status is told again; one that has ended or was
/// discarded stays as it is.
/// </summary>
/// <param name="BatchId">Batch id = job id.</param>
/// <param name="Priority">1 to 100; null for the one it was prepared with.</param>
/// <param name="Subscriber">JSON of successUri, inProgressUri, failedUri; null for the one it was prepared with.</param>
/// <param name="ResultForm">In the gateway's words; null for the one it was prepared with.</param>
/// <param name="At">UTC.</param>
sealed record StartBatch(Guid BatchId, int? Priority, string? Subscriber, string? ResultForm, DateTime At) : IJobCommand;

/// <summary>Makes and triggers a new batch of the products of another one that were not successful. The same id again changes nothing.</summary>
sealed record RetryBatch : IJobCommand
{
    /// <summary>The new batch.</summary>
    public required Guid BatchId { get; init; }

    public required Guid RetryOf { get; init; }
    public required Guid BulkId { get; init; }

    /// <summary>The number of the batch that is tried again.</summary>
    public required int Number { get; init; }

    public required string Owner { get; init; }
    public required string Tenant { get; init; }
    public string? Label { get; init; }
    public required string FailurePolicy { get; init; }
    public required int NumberOfProducts { get; init; }

    /// <summary>Bytes.</summary>
    public required long Volume { get; init; }

    public required int Priority { get; init; }
    public string? Subscriber { get; init; }
    public string? ResultForm { get; init; }
    public required DateTime At { get; init; }
}

/// <summary>All orders of the batch are in the order table, <paramref name="Orders"/> in number.</summary>
sealed record BatchOrdersStored(Guid BatchId, int Orders, DateTime At) : IJobCommand;

/// <summary>What a recount of the batch's orders found at <paramref name="At"/>.</summary>
sealed record BatchCounted(Guid BatchId, BatchCounts Counts, DateTime At) : IJobCommand;

/// <summary>Absolute figures of a batch's orders.</summary>
/// <param name="Waiting">Accepted.</param>
/// <param name="Running">Running.</param>
/// <param name="Successful">Successful.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Dismissed">Dismissed.</param>
/// <param name="OrderSize">Bytes of the successful ones; null while none has a size.</param>
/// <param name="EvictionDate">The earliest of the successful ones, UTC.</param>
sealed record BatchCounts(int Waiting, int Running, int Successful, int Failed, int Dismissed, long? OrderSize, DateTime? EvictionDate)
{
    internal static BatchCounts Of(OrderTable.Tally tally) =>
        new(tally.Accepted, tally.Running, tally.Successful, tally.Failed, tally.Dismissed, tally.Size, tally.Eviction);

    public int Open => Waiting + Running;
    public int Ended => Successful + Failed + Dismissed;
}

/// <summary>
/// Dismisses a batch that has not ended; a prepared one is discarded. <see cref="Remove"/>: one that has ended is taken
/// from its client's sight (OGC dismiss of a finished job).
/// </summary>
public sealed record CancelBatch(Guid BatchId, string? Reason, bool Remove, DateTime At) : IJobCommand;

/// <summary>Discards a batch if it is still only prepared: its bulk was dismissed.</summary>
sealed record DiscardBatch(Guid BatchId, DateTime At) : IJobCommand;

/// <summary>A command for a batch that does not exist.</summary>
sealed class UnknownBatchException(Guid batchId) : Exception($"There is no batch {batchId}.")
{
    public Guid BatchId { get; } = batchId;
}
