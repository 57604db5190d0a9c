using System.Globalization;
using System.Text.Json;
using OrderSaga.Orders;

namespace OrderSaga.Dispatch;

/// <summary>The configured property patch, its placeholders filled from the order.</summary>
sealed class PropertyTemplate
{
    static readonly Dictionary<string, Func<Order, string>> Placeholders = new()
    {
        ["{orderId}"] = order => order.CorrelationId.ToString(),
        ["{date}"] = order => order.Created.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["{productId}"] = order => order.ProductId ?? "",
        ["{label}"] = order => order.Label ?? "",
    };

    readonly string _text;
    readonly JsonElement? _constant;

    public PropertyTemplate(string json)
    {
        _text = json;
        if (!Placeholders.Keys.Any(name => json.Contains(name, StringComparison.Ordinal)))
            _constant = Parse(json);
    }

    public JsonElement Fill(Order order)
    {
        if (_constant is { } constant)
            return constant;
        var text = _text;
        foreach (var (name, value) in Placeholders)
        {
            if (text.Contains(name, StringComparison.Ordinal))
                text = text.Replace(name, JsonEncodedText.Encode(value(order)).Value, StringComparison.Ordinal);
        }
        return Parse(text);
    }

    static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
