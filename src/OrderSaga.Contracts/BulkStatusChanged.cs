using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>
/// A bulk's status changed, and the change is in the database. Exchange <c>ordersaga.bulk-status-changed</c>, at least
/// once; <see cref="Sequence"/> orders the changes of one bulk. A bulk is successful once its batches are prepared: what
/// becomes of them is told by <see cref="BatchStatusChanged"/>.
/// </summary>
[EntityName("ordersaga.bulk-status-changed")]
public sealed record BulkStatusChanged
{
    /// <summary>The bulk; the id of its OGC job too.</summary>
    public required Guid BulkId { get; init; }

    /// <summary>accepted, running, successful, failed or dismissed (OGC API - Processes).</summary>
    public required string Status { get; init; }

    /// <summary>Absent in the first change, and where the status is told again because its bulk came again.</summary>
    public string? PreviousStatus { get; init; }

    /// <summary>Where the bulk stands within its status, queued, resolving, splitting, completed, failed or cancelled.</summary>
    public required string Phase { get; init; }

    /// <summary>For people: why the order, bulk or batch stands as it does. Absent when there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>For programs: why it failed. Absent unless it did.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>When the change happened, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Percent, 100 when all batches are prepared.</summary>
    public required int Progress { get; init; }

    /// <summary>Products in the batches; absent until they are prepared.</summary>
    public int? NumberOfProducts { get; init; }

    /// <summary>Products that were named or found and are not ordered.</summary>
    public required int RejectedProducts { get; init; }

    /// <summary>Bytes; absent until the batches are prepared.</summary>
    public long? TotalVolume { get; init; }

    /// <summary>Absent until the batches are prepared.</summary>
    public int? NumberOfBatches { get; init; }

    /// <summary>1 to 100, 100 first.</summary>
    public required int Priority { get; init; }

    /// <summary>Owner of the requests at REGARDS, at most 128 characters.</summary>
    public required string Owner { get; init; }

    /// <summary>REGARDS tenant (project).</summary>
    public required string Tenant { get; init; }

    /// <summary>The client's own words, at most 128 characters; absent when it gave none.</summary>
    public string? Label { get; init; }

    /// <summary>1, 2, 3 … within the bulk. Groups publish side by side, so a reader keeps the highest.</summary>
    public required int Sequence { get; init; }
}
