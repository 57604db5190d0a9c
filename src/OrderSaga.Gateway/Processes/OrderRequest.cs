using OrderSaga.Gateway.Json;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Processes;

/// <summary>The process that orders one product: its inputs, and its outputs as facts of a finished order.</summary>
static class OrderRequest
{
    /// <summary>Every input, and whether its value is an object, which may then come bare or in <c>value</c>.</summary>
    public static IReadOnlyDictionary<string, bool> Inputs { get; } = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["product_identifier"] = false,
        ["priority"] = false,
        ["label"] = false,
        ["not_before"] = false,
        ["properties"] = true,
        ["geometry"] = true,
        ["files"] = false,
        ["file_update_mode"] = false,
        ["storages"] = false,
        ["acknowledged_recipient"] = false,
    };

    static readonly Dictionary<string, Func<Order, object?>> _outputs = new(StringComparer.Ordinal)
    {
        ["product_identifier"] = order => order.ProductIdentifier,
        ["order_size"] = order => order.OrderSize,
        ["submission_date"] = order => GatewayJson.Text(order.Created),
        ["completed_date"] = order => order.Finished is { } finished ? GatewayJson.Text(finished) : null,
        ["eviction_date"] = order => order.EvictionDate is { } eviction ? GatewayJson.Text(eviction) : null,
        ["priority"] = order => order.Priority,
        ["product_link"] = order => order.ProductLink,
    };

    public static IReadOnlyCollection<string> Outputs => _outputs.Keys;

    /// <summary>The outputs of a successful order, in the order of the description; what is not known is left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> ResultsOf(Order order) =>
        [.. from output in _outputs let value = output.Value(order) where value is not null select KeyValuePair.Create(output.Key, value)];
}
