using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Bulks;

namespace OrderSaga.Gateway.Json;

/// <summary>How everything the gateway says is written: absent instead of null, times in UTC with milliseconds.</summary>
static class GatewayJson
{
    public const string MediaType = "application/json";

    public static JsonSerializerOptions Options { get; } = Make(JsonNamingPolicy.CamelCase);

    /// <summary>A time as RFC 3339 writes it.</summary>
    public static string Text(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    static JsonSerializerOptions Make(JsonNamingPolicy naming)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = naming,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        };
        options.Converters.Add(new Rfc3339Time());
        if (naming == JsonNamingPolicy.CamelCase)
        {
            var snake = Make(JsonNamingPolicy.SnakeCaseLower);
            options.Converters.Add(new SnakeCased<LtaInfo>(snake));
            options.Converters.Add(new SnakeCased<HistoryLine>(snake));
            options.Converters.Add(new SnakeCased<BulkInfo>(snake));
            options.Converters.Add(new SnakeCased<BatchInfo>(snake));
            options.Converters.Add(new SnakeCased<RejectedProduct>(snake));
            options.Converters.Add(new SnakeCased<BulkForecastInfo>(snake));
        }
        return options;
    }

    sealed class Rfc3339Time : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("The gateway writes only.");

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
    }

    /// <summary>Our own members are snake_case, the standard's camelCase.</summary>
    sealed class SnakeCased<T>(JsonSerializerOptions inner) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("The gateway writes only.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, inner);
    }
}
