using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>Dismisses a batch that is not finished. Exchange <c>ordersaga.dismiss-batch</c>.</summary>
[EntityName("ordersaga.dismiss-batch")]
public sealed record DismissBatch
{
    /// <summary>The batch, prepared, running or ended.</summary>
    public required Guid BatchId { get; init; }

    /// <summary>Free text, at most 1000 characters.</summary>
    public string? Reason { get; init; }
}
