using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Ogc;

/// <summary>The value of an input, out of its wrapping or fetched from where it was referred to.</summary>
/// <param name="Value">A literal, an array, a bounding box or an object.</param>
/// <param name="MediaType">Which of the input's media types it has, where its client said so.</param>
sealed record InputValue(JsonElement Value, string? MediaType = null);

/// <summary>
/// What a qualified value or a link says of its content (OGC 18-062r2, qualifiedInputValue.yaml): media type, encoding and
/// schema, beside the value or in a member <c>format</c>, where drafts of the standard had them.
/// </summary>
static class Qualification
{
    static readonly string[] Bytes = ["base64"];
    static readonly string[] Utf8 = ["utf-8", "utf8"];

    /// <returns>The value with its media type, or null when there was a fault.</returns>
    public static InputValue? Read(JsonElement input, Schema schema, string field, FoundFaults faults)
    {
        var before = faults.Count;
        var mediaType = ReadMediaType(input, "mediaType", schema, field, faults);
        CheckEncoding(input, schema, field, faults);
        CheckSchema(input, field, faults);
        return faults.Count > before ? null : new InputValue(input.GetProperty("value"), mediaType);
    }

    /// <param name="name"><c>mediaType</c> of a value, <c>type</c> of a link.</param>
    public static string? ReadMediaType(JsonElement input, string name, Schema schema, string field, FoundFaults faults)
    {
        if ((Member(input, name, field) ?? Member(input, "mediaType", field)) is not var (given, place))
            return null;
        var taken = MediaType.Of(schema);
        if (JsonText.TryRead(given, out var text) && taken.FirstOrDefault(type => MediaType.Same(type, text)) is { } mediaType)
            return mediaType;
        faults.Add(new FieldFault(place, Excerpt.Of(given), $"must be {string.Join(" or ", taken)}"));
        return null;
    }

    static void CheckEncoding(JsonElement input, Schema schema, string field, FoundFaults faults)
    {
        if (Member(input, "encoding", field) is not var (given, place))
            return;
        var taken = IsBytes(schema) ? Bytes : Utf8;
        if (!JsonText.TryRead(given, out var text) || !taken.Contains(text, StringComparer.OrdinalIgnoreCase))
            faults.Add(new FieldFault(place, Excerpt.Of(given), $"must be {taken[0]}"));
    }

    static void CheckSchema(JsonElement input, string field, FoundFaults faults)
    {
        if (Member(input, "schema", field) is var (given, place) && given.ValueKind is not (JsonValueKind.String or JsonValueKind.Object))
            faults.Add(new FieldFault(place, Excerpt.Of(given), "must be a URI or a schema"));
    }

    static bool IsBytes(Schema schema) => schema.ContentEncoding is not null || (schema.OneOf?.Any(IsBytes) ?? false);

    static (JsonElement Value, string Place)? Member(JsonElement input, string name, string field)
    {
        if (input.TryGetProperty(name, out var value))
            return (value, $"{field}.{name}");
        return input.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.Object && format.TryGetProperty(name, out value)
            ? (value, $"{field}.format.{name}")
            : null;
    }
}
