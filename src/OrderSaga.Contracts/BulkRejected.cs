using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>
/// A readable bulk that can't be taken, with every fault at once. Exchange
/// <c>ordersaga.bulk-rejected</c>.
/// </summary>
[EntityName("ordersaga.bulk-rejected")]
public sealed record BulkRejected
{
    /// <summary>Absent when the message named no bulk, or its id could not be read.</summary>
    public Guid? BulkId { get; init; }

    /// <summary>Every fault of the message, at least one.</summary>
    public required IReadOnlyList<FieldFault> Errors { get; init; }

    /// <summary>When the message was refused, UTC.</summary>
    public required DateTime At { get; init; }
}
