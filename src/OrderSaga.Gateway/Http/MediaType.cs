using Microsoft.Net.Http.Headers;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Http;

/// <summary>Media types of inputs and outputs.</summary>
static class MediaType
{
    public const string Text = "text/plain";
    public const string TextUtf8 = "text/plain; charset=utf-8";
    public const string GeoJson = "application/geo+json";
    public const string Bytes = "application/octet-stream";

    static readonly string[] _literal = [Text, GatewayJson.MediaType];
    static readonly string[] _json = [GatewayJson.MediaType];
    static readonly string[] _geometry = [GeoJson, GatewayJson.MediaType];

    /// <summary>In which media types a value of the schema may come, the usual one first.</summary>
    public static IReadOnlyList<string> Of(Schema schema) => schema switch
    {
        { OneOf: { } choices } => [.. choices.SelectMany(Of).Distinct()],
        { ContentMediaType: { } content } => [content],
        { Format: { } format } when format.StartsWith("geojson-", StringComparison.Ordinal) => _geometry,
        { Type: "string" or "integer" or "number" or "boolean" } => _literal,
        _ => _json,
    };

    /// <summary>Whether the names are of one type; a parameter that only one of them has says nothing against it.</summary>
    public static bool Same(string one, string other)
    {
        if (!MediaTypeHeaderValue.TryParse(one, out var first) || !MediaTypeHeaderValue.TryParse(other, out var second))
            return false;
        return first.MediaType.Equals(second.MediaType, StringComparison.OrdinalIgnoreCase)
            && first.Parameters.All(parameter => ParameterOf(second, parameter) is not { } value || value.Equals(parameter.Value, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The type without its parameters.</summary>
    public static string Bare(string mediaType) => mediaType.Split(';')[0].Trim();

    static string? ParameterOf(MediaTypeHeaderValue type, NameValueHeaderValue parameter) =>
        type.Parameters.FirstOrDefault(other => other.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase))?.Value.ToString();
}
