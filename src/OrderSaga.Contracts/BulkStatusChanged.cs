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
    public required Guid BulkId { get; init; }

    /// <summary>accepted, running, successful, failed or dismissed (OGC API - Processes).</summary>
    public required string Status { get; init; }

    /// <summary>Absent in the first change, and where the status is told again because its bulk came again.</summary>
    public string? PreviousStatus { get; init; }

    public required string Phase { get; init; }
    public string? Message { get; init; }
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

    public required int Priority { get; init; }
    public required string Owner { get; init; }
    public required string Tenant { get; init; }
    public string? Label { get; init; }

    /// <summary>1, 2, 3 … within the bulk. Groups publish side by side, so a reader keeps the highest.</summary>
    public required int Sequence { get; init; }
}
