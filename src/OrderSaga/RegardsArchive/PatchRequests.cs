using System.Text.Json;
using Microsoft.Extensions.Options;
using OrderSaga.Orders;
using OrderSaga.Regards;

namespace OrderSaga.RegardsArchive;

/// <summary>Makes the REGARDS patch request of an order. The same order and attempt give the same request, so sending it again is harmless.</summary>
public sealed class PatchRequests(IOptions<RegardsOptions> options)
{
    static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    readonly PropertyTemplate _template = new(options.Value.Properties);

    /// <exception cref="InvalidOperationException">The order has no product.</exception>
    public PatchRequest For(Order order)
    {
        if (order.ProductUrn is null)
            throw new InvalidOperationException($"Order {order.CorrelationId} has no product to ask REGARDS for.");
        return new PatchRequest
        {
            Tenant = order.Tenant,
            Owner = order.Owner,
            RequestId = PatchRequestId.For(order.CorrelationId, order.Attempt),
            RequestDate = order.NotBefore ?? order.Created,
            AmqpPriority = (byte)order.Priority,
            Priority = LevelOf(order.Priority),
            ProviderId = order.ProductId!,
            Urn = order.ProductUrn,
            Model = order.Model!,
            EntityType = order.EntityType!,
            Content = ContentOf(order),
        };
    }

    PatchContent ContentOf(Order order)
    {
        if (order.Patch is null)
            return PatchContent.Empty with { Properties = _template.Fill(order) };
        using var stored = JsonDocument.Parse(order.Patch);
        var content = PatchContentReader.Read(stored.RootElement.Clone(), "patch", [])
            ?? throw new InvalidOperationException($"The stored patch of order {order.CorrelationId} can't be read.");
        return content.Properties is null ? content with { Properties = Nothing } : content;
    }

    /// <summary>Thirds of our 1 to 100 (REGARDS contract: patch body, metadata.priority).</summary>
    static PatchPriority LevelOf(int priority) => priority switch
    {
        <= 33 => PatchPriority.Low,
        <= 66 => PatchPriority.Normal,
        _ => PatchPriority.High,
    };
}
