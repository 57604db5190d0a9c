using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Http;

/// <summary>Reads a request body as one JSON object, within the limits of size and depth.</summary>
static class JsonBody
{
    /// <exception cref="RefusedException">400, 413 or 415, with the rule.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpRequest request, GatewayOptions options)
    {
        CheckType(request);
        var bytes = await ReadBytesAsync(request, options.MaxBodyBytes);
        var text = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (!Utf8.IsValid(text.Span))
            throw Refusals.Invalid("body", null, "must be UTF-8 text");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = options.MaxJsonDepth, AllowDuplicateProperties = false });
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Refusals.Invalid("body", null, $"must be a JSON object, nested at most {options.MaxJsonDepth} deep, each member once: {exception.Message.TrimEnd('.')}");
        }
        if (document.RootElement.ValueKind == JsonValueKind.Object)
            return document;
        var kind = document.RootElement.ValueKind;
        document.Dispose();
        throw Refusals.Invalid("body", kind.ToString(), "must be a JSON object");
    }

    static void CheckType(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            throw Refusals.Status(StatusCodes.Status415UnsupportedMediaType, $"Content-Encoding '{encoding}' is not taken; send the body as it is.");
        if (string.IsNullOrEmpty(request.ContentType))
            return;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !IsJson(type) || !IsUtf8(type))
            throw Refusals.Status(StatusCodes.Status415UnsupportedMediaType, $"Content-Type '{request.ContentType}' is not taken; send application/json in UTF-8.");
    }

    static bool IsJson(MediaTypeHeaderValue type) =>
        type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
        && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    static bool IsUtf8(MediaTypeHeaderValue type) => !type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, int most)
    {
        if (request.ContentLength > most)
            throw TooLarge(most);
        // The server's own limit is another one; ours is the setting.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            if (buffer.Length + read > most)
                throw TooLarge(most);
            buffer.Write(chunk, 0, read);
        }
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    static RefusedException TooLarge(int most) => Refusals.Status(StatusCodes.Status413PayloadTooLarge, $"The body must have at most {most} bytes.");
}
