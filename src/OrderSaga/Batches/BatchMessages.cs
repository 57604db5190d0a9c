namespace OrderSaga.Batches;

/// <summary>Any message on <c>ordersaga.trigger-batch</c>; its body is read by the door.</summary>
public sealed record TriggeredBatch
{
    /// <summary>Names the type in MassTransit's envelope.</summary>
    public const string Urn = "urn:message:OrderSaga.Contracts:TriggerBatch";
}

/// <summary>Any message on <c>ordersaga.dismiss-batch</c>.</summary>
public sealed record BatchDismissal
{
    /// <summary>Names the type in MassTransit's envelope.</summary>
    public const string Urn = "urn:message:OrderSaga.Contracts:DismissBatch";
}
