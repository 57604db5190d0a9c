namespace OrderSaga.Bulks;

/// <summary>Any message on <c>ordersaga.create-bulk</c>; its body is read by the door.</summary>
public sealed record CreatedBulk
{
    /// <summary>Names the type in MassTransit's envelope.</summary>
    public const string Urn = "urn:message:OrderSaga.Contracts:CreateBulk";
}

/// <summary>Any message on <c>ordersaga.dismiss-bulk</c>.</summary>
public sealed record BulkDismissal
{
    /// <summary>Names the type in MassTransit's envelope.</summary>
    public const string Urn = "urn:message:OrderSaga.Contracts:DismissBulk";
}
