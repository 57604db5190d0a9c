using OrderSaga.Jobs;

namespace OrderSaga.Orders;

/// <summary>Columns of an order. What was ordered is fixed.</summary>
sealed class OrderMap() : JobMap<Order>(
    "orders",
    nameof(Order.ProductIdentifier), nameof(Order.ProductUrn), nameof(Order.ProductId), nameof(Order.Model), nameof(Order.EntityType),
    nameof(Order.Priority), nameof(Order.Owner), nameof(Order.Tenant), nameof(Order.Label), nameof(Order.NotBefore), nameof(Order.Patch),
    nameof(Order.HasFiles), nameof(Order.Subscriber), nameof(Order.ContentDigest), nameof(Order.ResultForm),
    nameof(Order.BatchId), nameof(Order.BulkId), nameof(Order.Created));
