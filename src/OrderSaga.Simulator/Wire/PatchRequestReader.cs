using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace OrderSaga.Simulator.Wire;

/// <summary>
/// Reads a patch request as the real feature manager does, on its own and apart from the library that sends them
/// (REGARDS contract: body of the patch request). Stricter than Gson in one point: JSON must be JSON, Gson's leniency
/// (comments, single quotes, unquoted names) is not copied.
/// </summary>
static class PatchRequestReader
{
    static readonly JsonDocumentOptions Depth = new() { MaxDepth = 255 };
    static readonly HashSet<string> Priorities = ["LOW", "NORMAL", "HIGH"];
    static readonly HashSet<string> EntityTypes = ["DATA", "DATASET", "COLLECTION"];

    public static PatchReading Read(ReadOnlyMemory<byte> body)
    {
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
            return PatchReading.Empty;

        try
        {
            using var document = JsonDocument.Parse(AsUtf8(body), Depth);
            return document.RootElement.ValueKind == JsonValueKind.Null
                ? PatchReading.Empty
                : Read(GsonObject.From(document.RootElement, "message"));
        }
        catch (Exception fault) when (fault is MalformedRequestException or JsonException)
        {
            return new PatchReading(Readability.Unreadable, null, fault.Message);
        }
    }

    static PatchReading Read(GsonObject message)
    {
        var rules = new BeanRules();
        var recipient = ReadMetadata(message.Object("metadata"), rules);
        var request = ReadFeature(message.Object("feature"), recipient, rules);

        return rules.Broken is { } broken
            ? new PatchReading(Readability.RuleBroken, request, broken)
            : new PatchReading(Readability.Readable, request, null);
    }

    static string? ReadMetadata(GsonObject? given, BeanRules rules)
    {
        if (given is not { } metadata)
        {
            rules.Break("metadata", "must not be null");
            return null;
        }

        // Absent keeps the default NORMAL; an explicit null or an unknown text overwrites it with null.
        if (metadata.OneOf("priority", Priorities) is null && metadata.Has("priority"))
            rules.Break("metadata.priority", "must not be null");

        foreach (var storage in metadata.Objects("storages") ?? [])
        {
            rules.NotBlank("metadata.storages.pluginBusinessId", storage.Text("pluginBusinessId"));
            storage.Text("storePath");
            storage.Array("targetTypes");
        }

        return metadata.Text("acknowledgedRecipient");
    }

    static ReceivedPatch? ReadFeature(GsonObject? given, string? recipient, BeanRules rules)
    {
        if (given is not { } feature)
        {
            rules.Break("feature", "must not be null");
            return null;
        }

        if (feature.Text("type") is not "Feature")
            throw new MalformedRequestException("cannot deserialize feature because it does not define a known value in its field named type");

        FeatureUrn? urn = null;
        if (feature.Text("urn") is { } text && !FeatureUrn.TryRead(text, out urn))
            throw new MalformedRequestException($"'{text}' is not a valid URN");

        rules.NotBlank("feature.entityType", feature.OneOf("entityType", EntityTypes));
        var model = feature.Text("model");
        rules.NotBlank("feature.model", model);
        feature.Object("geometry");

        return new ReceivedPatch(feature.Text("id"), urn?.Text, urn is { IsLast: true }, model ?? "",
            feature.Object("properties") is not null, recipient, PatchFileReader.Read(feature, rules));
    }

    // Java decodes bad UTF-8 with replacement characters instead of refusing it; a byte order mark is dropped.
    static ReadOnlyMemory<byte> AsUtf8(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8))
            body = body[3..];

        return Utf8.IsValid(body.Span) ? body : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body.Span));
    }
}
