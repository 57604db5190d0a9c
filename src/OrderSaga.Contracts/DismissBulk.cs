using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>
/// Dismisses a bulk that is not finished, or discards the prepared batches of a finished one. Exchange
/// <c>ordersaga.dismiss-bulk</c>.
/// </summary>
[EntityName("ordersaga.dismiss-bulk")]
public sealed record DismissBulk
{
    /// <summary>The bulk, in preparation or prepared.</summary>
    public required Guid BulkId { get; init; }

    /// <summary>Free text, at most 1000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Dismisses the batches that were triggered, too.</summary>
    public bool? Cascade { get; init; }
}
