using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>
/// An order's status or attempt changed, and the change is in the database. Exchange <c>ordersaga.order-status-changed</c>,
/// at least once; <see cref="Sequence"/> orders the changes of one order.
/// </summary>
[EntityName("ordersaga.order-status-changed")]
public sealed record OrderStatusChanged
{
    /// <summary>The order; the id of its OGC job too.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The product as its client named it.</summary>
    public required string ProductIdentifier { get; init; }

    /// <summary>accepted, running, successful, failed or dismissed (OGC API - Processes).</summary>
    public required string Status { get; init; }

    /// <summary>Absent in the first change, and where the status is told again because its order came again.</summary>
    public string? PreviousStatus { get; init; }

    /// <summary>scheduled, queued, dispatching, dispatched, granted, completed, evicted, failed or cancelled: where the order stands within its status.</summary>
    public required string Phase { get; init; }

    /// <summary>For people: why the order, bulk or batch stands as it does. Absent when there is nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>For programs: why it failed. Absent unless it did.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>When the change happened, UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>1 for the first request to REGARDS, one more for each further one.</summary>
    public required int Attempt { get; init; }

    /// <summary>1 to 100, 100 first.</summary>
    public required int Priority { get; init; }

    /// <summary>Owner of the requests at REGARDS, at most 128 characters.</summary>
    public required string Owner { get; init; }

    /// <summary>REGARDS tenant (project).</summary>
    public required string Tenant { get; init; }

    /// <summary>The client's own words, at most 128 characters; absent when it gave none.</summary>
    public string? Label { get; init; }

    /// <summary>The batch whose product it is of; absent for a single order.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>The bulk whose product it is of; absent for a single order.</summary>
    public Guid? BulkId { get; init; }

    /// <summary>1, 2, 3 … within the order. Groups publish side by side, so a reader keeps the highest.</summary>
    public required int Sequence { get; init; }
}
