using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OrderSaga.Regards.Values;

namespace OrderSaga.Regards.Requests;

/// <summary>Writes a validated request as REGARDS' feature manager reads it (REGARDS contract: patch request).</summary>
public static class PatchRequestWriter
{
    const string Json = "application/json";
    const string Utf8 = "UTF-8";
    const string Gson = "GSON";
    const int UsualSize = 1024;

    // Six digits of fraction at most, trailing zeros dropped: what REGARDS writes itself.
    const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    /// <summary>Body and headers of the message; nothing is checked here.</summary>
    /// <exception cref="ArgumentException">The request holds what can't be written; <see cref="PatchRequestValidator"/> would have refused it.</exception>
    public static PatchMessage Write(PatchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var buffer = new ArrayBufferWriter<byte>(UsualSize);
        using (var writer = new Utf8JsonWriter(buffer, PatchJson.Options))
            WriteBody(writer, request);
        return new PatchMessage(buffer.WrittenMemory, Headers(request), Json, Utf8, request.AmqpPriority);
    }

    static Dictionary<string, string> Headers(PatchRequest request)
    {
        // Older and newer REGARDS look for the class under different names, and some handlers need it.
        var headers = new Dictionary<string, string>(8, StringComparer.Ordinal)
        {
            [RegardsHeaders.Tenant] = request.Tenant,
            [RegardsHeaders.RequestId] = request.RequestId,
            [RegardsHeaders.RequestDate] = DateText(request.RequestDate),
            [RegardsHeaders.RequestOwner] = request.Owner,
            [RegardsHeaders.Type] = RegardsTypes.PatchRequest,
            [RegardsHeaders.TypeId] = RegardsTypes.PatchRequest,
            [RegardsHeaders.Converter] = Gson,
        };
        if (request.Content is { HasFiles: true, FileUpdateMode: { } mode })
            headers[RegardsHeaders.FileUpdateMode] = PatchWords.Of(mode);
        return headers;
    }

    static string DateText(DateTime date) =>
        (date.Kind is DateTimeKind.Local ? date.ToUniversalTime() : date).ToString(DateFormat, CultureInfo.InvariantCulture);

    static void WriteBody(Utf8JsonWriter writer, PatchRequest request)
    {
        var content = request.Content;
        writer.WriteStartObject();

        writer.WriteStartObject("metadata"u8);
        // The guide calls it mandatory, the source does not: empty is right for both.
        PatchJson.WriteStorages(writer, content.Storages);
        writer.WriteString("priority"u8, PatchWords.Of(request.Priority));
        PatchJson.WriteText(writer, PatchNames.CamelCase.AcknowledgedRecipient, content.AcknowledgedRecipient);
        writer.WriteEndObject();

        writer.WriteStartObject("feature"u8);
        writer.WriteString("type"u8, "Feature"u8);
        writer.WriteString("id"u8, request.ProviderId);
        writer.WriteString("urn"u8, request.Urn);
        writer.WriteString("entityType"u8, request.EntityType);
        writer.WriteString("model"u8, request.Model);
        PatchJson.WriteElement(writer, PatchNames.Geometry, content.Geometry);
        WriteProperties(writer, content.Properties);
        if (content.HasFiles)
            PatchJson.WriteFiles(writer, content.Files);
        writer.WriteEndObject();

        writer.WriteEndObject();
    }

    static void WriteProperties(Utf8JsonWriter writer, JsonElement? properties)
    {
        writer.WritePropertyName(PatchNames.Properties);
        if (properties is { ValueKind: JsonValueKind.Object } given)
        {
            given.WriteTo(writer);
            return;
        }
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}

/// <summary>A patch request as it goes on the wire, to <see cref="RegardsExchanges.PatchRequests"/>. Publish it persistent (delivery mode 2), with an empty routing key.</summary>
/// <param name="Body">UTF-8 JSON without envelope.</param>
/// <param name="Headers">Strings all; send each as an AMQP long string.</param>
/// <param name="ContentType">application/json</param>
/// <param name="ContentEncoding">UTF-8</param>
/// <param name="Priority">AMQP priority, 0 to 255.</param>
public sealed record PatchMessage(
    ReadOnlyMemory<byte> Body,
    IReadOnlyDictionary<string, string> Headers,
    string ContentType,
    string ContentEncoding,
    byte Priority);
