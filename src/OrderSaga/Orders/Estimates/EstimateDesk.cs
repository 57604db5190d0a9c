using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Orders.Estimates;

/// <summary>What an order would come to if it were placed now.</summary>
/// <param name="Faults">Everything for which it would be refused, or fail at once; then the rest says nothing.</param>
/// <param name="EstimatedDate">When it would be done, UTC: now, for a product that is online.</param>
/// <param name="QueuePosition">1 = the next to be sent; null for one that need not be sent.</param>
/// <param name="OrderSize">Bytes; null where the catalogue does not say.</param>
/// <param name="Online">The product can be downloaded already.</param>
public sealed record OrderForecast(
    IReadOnlyList<FieldFault> Faults, DateTime EstimatedDate = default, long? QueuePosition = null, long? OrderSize = null, bool Online = false);

/// <summary>Tells what an order would come to; nothing is stored, and no quota is asked.</summary>
public sealed class EstimateDesk(OrderDesk orders, OrderEstimates estimates, TimeProvider time)
{
    /// <summary>The forecast of an order read from the inputs of an execute request (snake_case).</summary>
    /// <exception cref="Catalogue.CatalogueFailedException">The catalogue can't be asked.</exception>
    public async Task<OrderForecast> EstimateAsync(IReadOnlyDictionary<string, JsonElement> inputs, CancellationToken cancellation)
    {
        var (place, faults) = await orders.CheckAsync(inputs, snakeCase: true, Guid.NewGuid(), cancellation);
        if (place is null)
            return new OrderForecast(faults);
        if (place.ProductFault is { } fault)
            return new OrderForecast([new FieldFault("product_identifier", Excerpt.Of(place.ProductIdentifier), RuleOf(fault))]);
        var now = time.UtcNow();
        if (place.Product is { Online: true } online)
            return new OrderForecast([], now, null, online.Size, Online: true);
        var order = new Order { CorrelationId = place.OrderId };
        order.Accept(place);
        var estimate = estimates.For(order, now)!;
        return new OrderForecast([], estimate.EstimatedDate, estimate.QueuePosition, order.OrderSize);
    }

    static string RuleOf(string fault) => fault == ReasonCode.ProductAmbiguous
        ? "names several products of the catalogue; name one of them by its URN"
        : "names no product of the catalogue";
}
