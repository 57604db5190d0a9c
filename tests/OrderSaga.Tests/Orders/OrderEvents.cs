using OrderSaga.Archive;
using OrderSaga.Orders;
using OrderSaga.SagaStore;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Orders;

/// <summary>The messages that the table's rows speak of.</summary>
static class OrderEvents
{
    public static readonly DateTime Begin = new(2031, 5, 7, 9, 0, 0, DateTimeKind.Utc);
    public static readonly DateTime At = Begin.AddMinutes(1);
    public static readonly DateTime Later = Begin.AddDays(2);

    public const string Tenant = "north";
    public const string Owner = "planner";

    public static IReadOnlyList<TableEvent<Order>> All { get; } =
    [
        Place("PlaceOrder", place => place),
        Place("PlaceOrder, other content", place => place with { ContentDigest = "other" }),
        Place("PlaceOrder, product online", place => place with { Product = place.Product! with { Online = true } }),
        Place("PlaceOrder, product not found", place => place with { Product = null, ProductFault = "product-not-found" }),
        Place("PlaceOrder, no product", place => place with { Product = null }),
        Place("PlaceOrder, product ambiguous", place => place with { Product = null, ProductFault = "product-ambiguous" }),
        Place("PlaceOrder, not before later", place => place with { NotBefore = Later }),
        Place("PlaceOrder, not before earlier", place => place with { NotBefore = Begin }),
        new("CancelOrder", "Cancelled", "dismissed", order => new CancelOrder(order.CorrelationId, "no longer needed", false, At)),
        new("CancelOrder, remove", "Cancelled", "dismissed", order => new CancelOrder(order.CorrelationId, null, true, At)),
        .. Answer("GRANTED", "Granted", "granted", (order, origin) => new RequestGranted(order, origin, At)),
        .. Answer("DENIED", "Denied", "denied", (order, origin) => new RequestDenied(order, origin, false, "[error.unknown.model.message] no such model", At)),
        .. Answer("DENIED as in use", "Denied", "denied", (order, origin) => new RequestDenied(order, origin, true, "[request.requestId.exists.error.message] in use", At)),
        .. Answer("SUCCESS", "Succeeded", "success", (order, origin) => new RequestSucceeded(order, origin, null, At)),
        .. Answer("ERROR", "Errored", "error", (order, origin) => new RequestFailed(order, origin, "the product is not there", At)),
        .. Answer("NOTIFICATION", "Notified", "notification", (order, origin) => new RequestNotified(order, origin, true, At)),
        new("NOTIFICATION, failed", "Notified", "notification", order => new RequestNotified(order.CorrelationId, Origin(order, order.Attempt), false, At)),
        new("RefuseRequest", "Refused", "refused", order => new RefuseRequest(order.CorrelationId, order.Attempt, "urn: must be a URN", At)),
        new("RefuseRequest, other attempt", "Refused", "refused", order => new RefuseRequest(order.CorrelationId, Other(order), "urn: must be a URN", At)),
        new("deadline", "DeadlineOver", "deadline", order => new DeadlinePassed<Order>(order.CorrelationId, order.Deadline ?? At, At)),
        new("deadline, stale", "DeadlineOver", "deadline", order => new DeadlinePassed<Order>(order.CorrelationId, Begin.AddSeconds(-1), At)),
    ];

    /// <summary>The place command of the sample order.</summary>
    public static PlaceOrder Placing(Guid id) => new()
    {
        OrderId = id,
        ProductIdentifier = "S2A_ONE.SAFE",
        Product = new OrderProduct
        {
            Urn = "URN:FEATURE:DATA:north:5d3f1c52-4b0e-4a8e-9c55-0d4f3c1c9a10:V1",
            Id = "S2A_ONE.SAFE",
            Model = "LTA_PRODUCT",
            EntityType = "DATA",
            Size = 42,
        },
        Priority = 50,
        Owner = Owner,
        Tenant = Tenant,
        Label = "summer",
        ContentDigest = "content",
        At = At,
    };

    /// <summary>What REGARDS sends back to an attempt of the order.</summary>
    public static AnswerOrigin Origin(Order order, int attempt) =>
        new(order.Tenant, order.Owner, RequestIds.For(order.CorrelationId, attempt), attempt);

    /// <summary>An older attempt where there is one, else one that was never made.</summary>
    static int Other(Order order) => order.Attempt > 1 ? order.Attempt - 1 : 2;

    static TableEvent<Order> Place(string name, Func<PlaceOrder, PlaceOrder> with) => new(name, "Placed", "submitted", order => with(Placing(order.CorrelationId)));

    /// <summary>An answer to this attempt, to another one, and two that only look like ours.</summary>
    static IEnumerable<TableEvent<Order>> Answer(string name, string machineEvent, string cause, Func<Guid, AnswerOrigin, object> answer)
    {
        TableEvent<Order> Row(string variant, Func<Order, AnswerOrigin> origin) =>
            new(name + variant, machineEvent, cause, order => answer(order.CorrelationId, origin(order)));

        yield return Row("", order => Origin(order, order.Attempt));
        yield return Row(", other attempt", order => Origin(order, Other(order)));
        yield return Row(", other owner", order => Origin(order, order.Attempt) with { Owner = "somebody" });
        yield return Row(", other tenant", order => Origin(order, order.Attempt) with { Tenant = "south" });
    }
}
