using System.Buffers;
using System.Text;
using System.Text.Json;
using OrderSaga.Regards.Values;
using OrderSaga.Texts;

namespace OrderSaga.Regards.Requests;

/// <summary>Reads and writes the patch object of a message. No JSON whatever makes it throw.</summary>
public static class PatchContentReader
{
    /// <summary>The members that a patch may have, in camelCase.</summary>
    public static IReadOnlyList<string> Members => PatchNames.CamelCase.All;

    /// <summary>
    /// Reads a patch and tells everything that is wrong with it at once: unknown members, wrong JSON types, and each
    /// rule of REGARDS that can be checked without knowing the product's data model.
    /// </summary>
    /// <param name="json">The patch object; null or nothing reads as <see cref="PatchContent.Empty"/>.</param>
    /// <param name="path">Where it stands in the message, e.g. <c>patch</c>; begins the field names of the faults.</param>
    /// <param name="faults">Faults are added here, at most 200.</param>
    /// <param name="snakeCase">Reads <c>file_update_mode</c> and <c>acknowledged_recipient</c>; members below the top level stay REGARDS' own.</param>
    /// <returns>The patch, independent of the document it was read from; null if there was any fault.</returns>
    public static PatchContent? Read(JsonElement json, string path, ICollection<Fault> faults, bool snakeCase = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(faults);
        if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return PatchContent.Empty;

        var found = new FaultList(faults);
        var names = snakeCase ? PatchNames.SnakeCase : PatchNames.CamelCase;
        var members = JsonMembers.Open(json, path, names.All, found);
        var content = new PatchContent
        {
            Properties = members.TryGet(PatchNames.Properties, out var properties) ? properties : null,
            Geometry = members.TryGet(PatchNames.Geometry, out var geometry) ? geometry : null,
            Files = members.List(PatchNames.Files, (file, field) => ReadFile(file, field, found), PatchContentRules.MaxFiles),
            FileUpdateMode = ReadMode(members, names.FileUpdateMode, found),
            Storages = members.List(PatchNames.Storages, (storage, field) => ReadStorage(storage, field, found), PatchContentRules.MaxStorages),
            AcknowledgedRecipient = members.Text(names.AcknowledgedRecipient),
        };
        PatchContentRules.Check(content, path, names, found);
        if (found.Count > 0)
            return null;
        return content with { Properties = content.Properties?.Clone(), Geometry = content.Geometry?.Clone() };
    }

    /// <summary>Compact JSON with camelCase members, which <see cref="Read"/> reads back.</summary>
    public static string Write(PatchContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, PatchJson.Options))
            PatchJson.WriteContent(writer, content);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static FileUpdateMode? ReadMode(JsonMembers members, string name, FaultList faults)
    {
        if (members.Text(name) is not { } text)
            return null;
        if (PatchWords.FileUpdateModes.TryGetValue(text, out var mode))
            return mode;
        faults.Add(members.Field(name), text, "must be APPEND or REPLACE");
        return null;
    }

    static PatchFile ReadFile(JsonElement json, string path, FaultList faults)
    {
        var file = JsonMembers.Open(json, path, PatchNames.File, faults);
        var locations = file.List("locations", (location, field) => ReadLocation(location, field, faults), PatchContentRules.MaxFiles);
        var field = file.Field("attributes");
        if (!file.TryGet("attributes", out var given) && file.IsObject)
            faults.Spoil(field, default, "is required");
        var attributes = given.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
            ? new PatchFileAttributes("", "", "", 0, "", "")
            : ReadAttributes(JsonMembers.Open(given, field, PatchNames.Attributes, faults), faults);
        return new PatchFile(locations, attributes);
    }

    static PatchFileLocation ReadLocation(JsonElement json, string path, FaultList faults)
    {
        var location = JsonMembers.Open(json, path, PatchNames.Location, faults);
        return new PatchFileLocation(location.Text("url") ?? "", location.Text("storage"));
    }

    static PatchFileAttributes ReadAttributes(JsonMembers attributes, FaultList faults)
    {
        var size = attributes.WholeNumber("filesize");
        if (size is null && attributes.IsObject)
            faults.Spoil(attributes.Field("filesize"), default, "is required");
        return new PatchFileAttributes(
            attributes.Text("dataType") ?? "",
            attributes.Text("mimeType") ?? "",
            attributes.Text("filename") ?? "",
            size ?? 0,
            attributes.Text("algorithm") ?? "",
            attributes.Text("checksum") ?? "",
            attributes.Text("crc32"));
    }

    static StorageTarget ReadStorage(JsonElement json, string path, FaultList faults)
    {
        var storage = JsonMembers.Open(json, path, PatchNames.Storage, faults);
        return new StorageTarget(
            storage.Text("pluginBusinessId") ?? "",
            storage.Text("storePath"),
            storage.List("targetTypes", (type, field) => storage.Text(type, field) ?? "", PatchContentRules.MaxTargetTypes));
    }
}
