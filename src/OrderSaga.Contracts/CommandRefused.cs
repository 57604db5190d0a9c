using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>
/// A message about an order, a bulk or a batch can't be followed: it has faults, or what it is about did not come in time.
/// What it is about is not touched, so this never tells of its state. Exchange <c>ordersaga.command-refused</c>.
/// </summary>
[EntityName("ordersaga.command-refused")]
public sealed record CommandRefused
{
    /// <summary>The exchange that the message came by, such as <c>ordersaga.dismiss-order</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The order that the message was about; absent when it was about another thing, or its id could not be read.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>The bulk; absent as above.</summary>
    public Guid? BulkId { get; init; }

    /// <summary>The batch; absent as above.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>Every fault of the message, at least one.</summary>
    public required IReadOnlyList<FieldFault> Errors { get; init; }

    /// <summary>When the message was refused, UTC.</summary>
    public required DateTime At { get; init; }
}
