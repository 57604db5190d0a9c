using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrderSaga.Archive;

namespace OrderSaga.RegardsArchive;

/// <summary>The configured property patch, its placeholders filled from the request.</summary>
sealed partial class PropertyTemplate
{
    static readonly Dictionary<string, Func<ArchiveRequest, string>> Placeholders = new()
    {
        ["{orderId}"] = request => request.OrderId.ToString(),
        ["{date}"] = request => request.Created.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["{productId}"] = request => request.Product.Id,
        ["{label}"] = request => request.Label ?? "",
    };

    readonly string _text;
    readonly JsonElement? _constant;

    public PropertyTemplate(string json)
    {
        _text = json;
        if (!Placeholders.Keys.Any(name => json.Contains(name, StringComparison.Ordinal)))
            _constant = Parse(json);
    }

    public JsonElement Fill(ArchiveRequest request)
    {
        if (_constant is { } constant)
            return constant;
        // In one pass, so that a product named {label} stays what it is.
        return Parse(Placeholder().Replace(_text, match => JsonEncodedText.Encode(Placeholders[match.Value](request)).Value));
    }

    static JsonElement Parse(string json) => JsonElement.Parse(json);

    [GeneratedRegex(@"\{(orderId|date|productId|label)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
