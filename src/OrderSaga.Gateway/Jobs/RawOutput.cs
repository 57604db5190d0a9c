using System.Text;
using System.Text.Json;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Jobs;

/// <summary>An output as it is, in its own media type.</summary>
sealed record RawOutput(byte[] Body, string MediaType)
{
    /// <param name="output">The output.</param>
    /// <param name="wanted">The media type that the client asked for; null for the usual one.</param>
    public static RawOutput Of(JobOutput output, string? wanted) => output switch
    {
        { Encoding: JobOutput.Base64, Value: var value } => new RawOutput(value.GetBytesFromBase64(), output.MediaType ?? Http.MediaType.Bytes),
        { Value.ValueKind: JsonValueKind.Object or JsonValueKind.Array } => new RawOutput(Json(output.Value), wanted ?? output.MediaType ?? GatewayJson.MediaType),
        _ when wanted == GatewayJson.MediaType => new RawOutput(Json(output.Value), GatewayJson.MediaType),
        _ => new RawOutput(Encoding.UTF8.GetBytes(output.Value.ToString()), output.MediaType ?? Http.MediaType.TextUtf8),
    };

    public BodyAnswer Answer(IReadOnlyList<Link> links) => new(Body, MediaType) { Links = links };

    static byte[] Json(JsonElement value) => JsonSerializer.SerializeToUtf8Bytes(value, GatewayJson.Options);
}
