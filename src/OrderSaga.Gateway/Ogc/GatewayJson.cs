using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Ogc;

/// <summary>A document of our own: its members are snake_case, the standard's are camelCase.</summary>
interface ISnakeCase;

/// <summary>How everything the gateway says is written: absent instead of null, times in UTC with milliseconds.</summary>
static class GatewayJson
{
    public static JsonSerializerOptions Options { get; } = Make(JsonNamingPolicy.CamelCase, new SnakeCase(Make(JsonNamingPolicy.SnakeCaseLower)));

    /// <summary>A time as RFC 3339 writes it.</summary>
    public static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The name of a member of a request; an escaped half of a character is no name.</summary>
    /// <exception cref="RefusedException">400: it is none.</exception>
    public static string NameOf(JsonProperty member) =>
        JsonText.TryReadName(member, out var name) ? name : throw Refusals.Invalid("body", null, "must be well-formed Unicode text in its member names");

    static JsonSerializerOptions Make(JsonNamingPolicy naming, params IEnumerable<JsonConverter> converters)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = naming,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        };
        options.Converters.Add(new Rfc3339Time());
        foreach (var converter in converters)
            options.Converters.Add(converter);
        return options;
    }

    sealed class Rfc3339Time : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw WritesOnly();

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
    }

    /// <summary>Writes what is <see cref="ISnakeCase"/>, and all within it.</summary>
    sealed class SnakeCase(JsonSerializerOptions inner) : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeof(ISnakeCase).IsAssignableFrom(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert), inner)!;

        sealed class Of<T>(JsonSerializerOptions inner) : JsonConverter<T>
        {
            public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw WritesOnly();

            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, inner);
        }
    }

    static NotSupportedException WritesOnly() => new("The gateway writes only.");
}
