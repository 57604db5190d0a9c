using Microsoft.Net.Http.Headers;

namespace OrderSaga.Gateway.Ogc;

/// <summary>Media types of inputs, outputs and answers.</summary>
static class MediaType
{
    public const string Json = "application/json";
    public const string Page = "text/html";
    public const string Problem = "application/problem+json";
    public const string Events = "text/event-stream";

    /// <summary>Of the API definition; to the letter, as clients compare it as a text.</summary>
    public const string Definition = "application/vnd.oai.openapi+json;version=3.0";

    public const string Text = "text/plain";
    public const string TextUtf8 = "text/plain; charset=utf-8";
    public const string GeoJson = "application/geo+json";
    public const string Bytes = "application/octet-stream";

    static readonly string[] Literal = [Text, Json];
    static readonly string[] JsonAlone = [Json];
    static readonly string[] Geometry = [GeoJson, Json];

    /// <summary>In which media types a value of the schema may come, the usual one first.</summary>
    public static IReadOnlyList<string> Of(Schema schema) => schema switch
    {
        { Format: { } format } when format.StartsWith("geojson-", StringComparison.Ordinal) => Geometry,
        { OneOf: { } choices } => [.. choices.SelectMany(Of).Distinct()],
        { ContentMediaType: { } content } => [content],
        { Type: "string" or "integer" or "number" or "boolean" } => Literal,
        _ => JsonAlone,
    };

    /// <summary>The alternative of the media type, where a schema has several.</summary>
    public static Schema ChoiceOf(Schema schema, string mediaType) =>
        schema.OneOf?.FirstOrDefault(choice => Of(choice).Any(type => Same(type, mediaType))) ?? schema.OneOf?[0] ?? schema;

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
