using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>
/// A batch's status changed, and the change is in the database. Exchange <c>ordersaga.batch-status-changed</c>, at least
/// once; <see cref="Sequence"/> orders the changes of one batch.
/// </summary>
[EntityName("ordersaga.batch-status-changed")]
public sealed record BatchStatusChanged
{
    /// <summary>The batch; the id of its OGC job too.</summary>
    public required Guid BatchId { get; init; }

    /// <summary>The bulk; the id of its OGC job too.</summary>
    public required Guid BulkId { get; init; }

    /// <summary>1, 2, 3 … within the bulk.</summary>
    public required int Number { get; init; }

    /// <summary>The batch whose products are ordered again in this one.</summary>
    public Guid? RetryOf { get; init; }

    /// <summary>accepted, running, successful, failed or dismissed (OGC API - Processes).</summary>
    public required string Status { get; init; }

    /// <summary>Absent in the first change, and where the status is told again because its batch was triggered again.</summary>
    public string? PreviousStatus { get; init; }

    /// <summary>Where the batch stands within its status, prepared, starting, queued, running, stopping, completed, failed, cancelled or discarded.</summary>
    public required string Phase { get; init; }

    /// <summary>For people: why the order, bulk or batch stands as it does. Absent when there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>For programs: why it failed. Absent unless it did.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Of a successful batch: complete, or partial when some of its products failed.</summary>
    public string? Outcome { get; init; }

    /// <summary>When the change happened, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Percent of its products that are finished, rounded down; 100 only when the batch is.</summary>
    public required int Progress { get; init; }

    /// <summary>Products that it was prepared with, whatever became of them.</summary>
    public required int NumberOfProducts { get; init; }

    /// <summary>Orders that REGARDS has not granted yet.</summary>
    public required int Waiting { get; init; }

    /// <summary>Orders that REGARDS has granted and not finished.</summary>
    public required int Running { get; init; }

    /// <summary>Orders whose product is online, or was.</summary>
    public required int Successful { get; init; }

    /// <summary>Orders that failed for good.</summary>
    public required int Failed { get; init; }

    /// <summary>Orders that were dismissed with the batch, or one by one.</summary>
    public required int Dismissed { get; init; }

    /// <summary>Bytes of the successful products.</summary>
    public long? OrderSize { get; init; }

    /// <summary>The earliest of its products, UTC.</summary>
    public DateTime? EvictionDate { get; init; }

    /// <summary>1 to 100, 100 first.</summary>
    public required int Priority { get; init; }

    /// <summary>Owner of the requests at REGARDS, at most 128 characters.</summary>
    public required string Owner { get; init; }

    /// <summary>REGARDS tenant (project).</summary>
    public required string Tenant { get; init; }

    /// <summary>The client's own words, at most 128 characters; absent when it gave none.</summary>
    public string? Label { get; init; }

    /// <summary>1, 2, 3 … within the batch. Groups publish side by side, so a reader keeps the highest.</summary>
    public required int Sequence { get; init; }
}
