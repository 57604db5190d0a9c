using MassTransit;

namespace OrderSaga.Contracts;

/// <summary>Dismisses an order that is not finished. Exchange <c>ordersaga.dismiss-order</c>.</summary>
[EntityName("ordersaga.dismiss-order")]
public sealed record DismissOrder
{
    /// <summary>The order that is dismissed.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Free text, at most 1000 characters.</summary>
    public string? Reason { get; init; }
}
