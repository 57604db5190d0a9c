using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrderSaga.Regards.Requests;

/// <summary>Writes what order messages and REGARDS' body have in common. Absent members are left out, never null.</summary>
static class PatchJson
{
    /// <summary>Compact; accents stay what they are, since no browser reads this.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteContent(Utf8JsonWriter writer, PatchContent content)
    {
        writer.WriteStartObject();
        WriteElement(writer, PatchNames.Properties, content.Properties);
        WriteElement(writer, PatchNames.Geometry, content.Geometry);
        if (content.HasFiles)
            WriteFiles(writer, content.Files);
        if (content.FileUpdateMode is { } mode)
            writer.WriteString(PatchNames.CamelCase.FileUpdateMode, PatchWords.Of(mode));
        if (content.Storages.Count > 0)
            WriteStorages(writer, content.Storages);
        WriteText(writer, PatchNames.CamelCase.AcknowledgedRecipient, content.AcknowledgedRecipient);
        writer.WriteEndObject();
    }

    public static void WriteElement(Utf8JsonWriter writer, string name, JsonElement? value)
    {
        if (value is not { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } given)
            return;
        writer.WritePropertyName(name);
        given.WriteTo(writer);
    }

    public static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    public static void WriteFiles(Utf8JsonWriter writer, IReadOnlyList<PatchFile> files)
    {
        writer.WriteStartArray("files"u8);
        foreach (var file in files)
        {
            writer.WriteStartObject();
            WriteLocations(writer, file.Locations);
            WriteAttributes(writer, file.Attributes);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    public static void WriteStorages(Utf8JsonWriter writer, IReadOnlyList<StorageTarget> storages)
    {
        writer.WriteStartArray("storages"u8);
        foreach (var storage in storages)
        {
            writer.WriteStartObject();
            writer.WriteString("pluginBusinessId"u8, storage.PluginBusinessId);
            WriteText(writer, "storePath", storage.StorePath);
            if (storage.TargetTypes.Count > 0)
            {
                writer.WriteStartArray("targetTypes"u8);
                foreach (var type in storage.TargetTypes)
                    writer.WriteStringValue(type);
                writer.WriteEndArray();
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    static void WriteLocations(Utf8JsonWriter writer, IReadOnlyList<PatchFileLocation> locations)
    {
        writer.WriteStartArray("locations"u8);
        foreach (var location in locations)
        {
            writer.WriteStartObject();
            writer.WriteString("url"u8, location.Url);
            WriteText(writer, "storage", location.Storage);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    static void WriteAttributes(Utf8JsonWriter writer, PatchFileAttributes attributes)
    {
        writer.WriteStartObject("attributes"u8);
        writer.WriteString("dataType"u8, attributes.DataType);
        writer.WriteString("mimeType"u8, attributes.MimeType);
        writer.WriteString("filename"u8, attributes.Filename);
        writer.WriteNumber("filesize"u8, attributes.Filesize);
        writer.WriteString("algorithm"u8, attributes.Algorithm);
        writer.WriteString("checksum"u8, attributes.Checksum);
        WriteText(writer, "crc32", attributes.Crc32);
        writer.WriteEndObject();
    }
}
