using OrderSaga.Jobs;

namespace OrderSaga.Orders;

/// <summary>A valid order, its product looked up. <see cref="ProductFault"/> tells why there is none.</summary>
sealed record PlaceOrder : IPlacement
{
    public required Guid OrderId { get; init; }
    public required string ProductIdentifier { get; init; }
    public OrderProduct? Product { get; init; }

    /// <summary>A <see cref="ReasonCode"/> when the catalogue has not exactly one such product.</summary>
    public string? ProductFault { get; init; }

    public required int Priority { get; init; }
    public required string Owner { get; init; }
    public required string Tenant { get; init; }
    public string? Label { get; init; }
    public DateTime? NotBefore { get; init; }
    public string? Patch { get; init; }
    public bool HasFiles { get; init; }
    public string? Subscriber { get; init; }
    public required string ContentDigest { get; init; }

    /// <summary>How its client wants the results; kept as it is.</summary>
    public string? ResultForm { get; init; }

    public Guid? BatchId { get; init; }
    public Guid? BulkId { get; init; }
    public required DateTime At { get; init; }
}

/// <summary>The product as the archive knows it, and whether it is downloadable already.</summary>
sealed record OrderProduct
{
    public required string Urn { get; init; }
    public required string Id { get; init; }
    public required string Model { get; init; }
    public required string EntityType { get; init; }
    public long? Size { get; init; }
    public bool Online { get; init; }
    public DateTime? EvictionDate { get; init; }
    public string? Href { get; init; }
}

/// <summary>Cancels an unfinished order. <see cref="Remove"/>: a finished one is taken from its client's sight (OGC dismiss of a finished job).</summary>
public sealed record CancelOrder(Guid OrderId, string? Reason, bool Remove, DateTime At) : IJobCommand;

/// <summary>
/// Cancels an unfinished order, from a door where messages about one order may overtake each other: where the order is not
/// there yet, the dismissal waits for it.
/// </summary>
/// <param name="OrderId">The order, there or to come.</param>
/// <param name="Reason">For people; null for none.</param>
/// <param name="Until">When it waits no longer and is refused, UTC.</param>
/// <param name="At">When it came, UTC.</param>
sealed record CancelOrderToCome(Guid OrderId, string? Reason, DateTime Until, DateTime At) : IJobCommand;

/// <summary>The request of this order would harm the archive, so it was not sent.</summary>
sealed record RefuseRequest(Guid OrderId, int Attempt, string Faults, DateTime At) : IJobCommand;

/// <summary>A command for an order that does not exist.</summary>
public sealed class UnknownOrderException(Guid orderId) : Exception($"There is no order {orderId}.")
{
    /// <summary>The id that was asked for.</summary>
    public Guid OrderId { get; } = orderId;
}
