using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.References;

/// <summary>Resolves inputs by reference (OGC 18-062r2, job-creation-input-ref) to the values that they stand for.</summary>
sealed class InputReferences(ReferenceFetch fetch, IOptions<GatewayOptions> options)
{
    // What servers say of files that they know nothing of.
    static readonly string[] Vague = [MediaType.Bytes, MediaType.Text, "binary/octet-stream"];

    /// <returns>The value, or null when there was a fault.</returns>
    public async Task<InputValue?> ReadAsync(JsonElement link, Schema schema, string field, FoundFaults faults, CancellationToken aborted)
    {
        var before = faults.Count;
        var mediaType = Qualification.ReadMediaType(link, "type", schema, field, faults);
        if (faults.Count > before)
            return null;
        try
        {
            if (!JsonText.TryRead(link.GetProperty("href"), out var href))
                throw new UnfetchedException("must be well-formed Unicode text");
            var fetched = await fetch.GetAsync(href, aborted);
            var type = mediaType ?? TypeOf(fetched, schema);
            return new InputValue(ValueOf(fetched.Body, type is null ? schema : MediaType.ChoiceOf(schema, type), type), type);
        }
        catch (UnfetchedException unfetched)
        {
            faults.Add(new FieldFault(field, Excerpt.Of(link.GetProperty("href")), unfetched.Message));
            return null;
        }
    }

    static string? TypeOf(Fetched fetched, Schema schema)
    {
        var taken = MediaType.Of(schema);
        if (fetched.MediaType is not { } given || Vague.Contains(given, StringComparer.OrdinalIgnoreCase))
            return null;
        return taken.FirstOrDefault(type => MediaType.Same(type, given))
            ?? throw new UnfetchedException($"must be {string.Join(" or ", taken)}, not {Excerpt.Of(given)}");
    }

    JsonElement ValueOf(ReadOnlyMemory<byte> body, Schema schema, string? mediaType)
    {
        var kind = schema.OneOf?[0] ?? schema;
        if (kind.ContentEncoding is not null)
            return JsonSerializer.SerializeToElement(Convert.ToBase64String(body.Span));
        if (!Utf8.IsValid(body.Span))
            throw new UnfetchedException("must be UTF-8 text");
        if (kind.Type == "string" && mediaType != MediaType.Json)
            return JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(body.Span));
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = options.Value.MaxJsonDepth, AllowDuplicateProperties = false });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new UnfetchedException("must be JSON");
        }
    }
}
