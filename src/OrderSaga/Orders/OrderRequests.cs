using OrderSaga.Archive;

namespace OrderSaga.Orders;

/// <summary>An order as a request to the archive.</summary>
static class OrderRequests
{
    /// <summary>What the archive is told of the current attempt.</summary>
    public static ArchiveRequest ToRequest(this Order order) => new()
    {
        OrderId = order.CorrelationId,
        Attempt = order.Attempt,
        Tenant = order.Tenant,
        Owner = order.Owner,
        Priority = order.Priority,
        Label = order.Label,
        Created = order.Created,
        NotBefore = order.NotBefore,
        Product = new ArchiveProduct(order.ProductId ?? "", order.ProductUrn ?? "", order.Model ?? "", order.EntityType ?? ""),
        Content = order.Patch,
    };

    /// <summary>Request id of an attempt, the current one when none is named; null when there is no product to ask for.</summary>
    public static string? RequestId(this Order order, int? attempt = null) =>
        order.ProductUrn is null ? null : RequestIds.For(order.CorrelationId, attempt ?? order.Attempt);
}
