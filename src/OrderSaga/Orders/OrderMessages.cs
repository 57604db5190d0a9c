using OrderSaga.Reading;

namespace OrderSaga.Orders;

/// <summary>Any message on <c>ordersaga.submit-order</c>; its body is read by <see cref="IncomingBody"/>.</summary>
public sealed record SubmittedOrder
{
    /// <summary>Names the type in MassTransit's envelope.</summary>
    public const string Urn = "urn:message:OrderSaga.Contracts:SubmitOrder";
}

/// <summary>Any message on <c>ordersaga.dismiss-order</c>.</summary>
public sealed record OrderDismissal
{
    /// <summary>Names the type in MassTransit's envelope.</summary>
    public const string Urn = "urn:message:OrderSaga.Contracts:DismissOrder";
}
