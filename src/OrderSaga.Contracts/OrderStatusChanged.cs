using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>
/// An order's status or attempt changed, and the change is in the database. Exchange <c>ordersaga.order-status-changed</c>,
/// at least once; <see cref="Sequence"/> orders the changes of one order.
/// </summary>
[EntityName("ordersaga.order-status-changed")]
public sealed record OrderStatusChanged
{
    public required Guid OrderId { get; init; }
    public required string ProductIdentifier { get; init; }

    /// <summary>accepted, running, successful, failed or dismissed (OGC API - Processes).</summary>
    public required string Status { get; init; }

    /// <summary>Absent in the first change, and where the status is told again because its order came again.</summary>
    public string? PreviousStatus { get; init; }

    public required string Phase { get; init; }
    public string? Message { get; init; }
    public string? ReasonCode { get; init; }

    /// <summary>When the change happened, UTC.</summary>
    public required DateTime At { get; init; }

    public required int Attempt { get; init; }
    public required int Priority { get; init; }
    public required string Owner { get; init; }
    public required string Tenant { get; init; }
    public string? Label { get; init; }
    public Guid? BatchId { get; init; }
    public Guid? BulkId { get; init; }

    /// <summary>1, 2, 3 … within the order. Groups publish side by side, so a reader keeps the highest.</summary>
    public required int Sequence { get; init; }
}
