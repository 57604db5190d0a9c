using System.Collections.Frozen;

namespace OrderSaga.Regards.Requests;

/// <summary>Member names of a patch in the caller's spelling; inside files, storages and properties REGARDS' own names hold for all.</summary>
sealed record PatchNames(string FileUpdateMode, string AcknowledgedRecipient)
{
    public const string Properties = "properties";
    public const string Geometry = "geometry";
    public const string Files = "files";
    public const string Storages = "storages";

    public static PatchNames CamelCase { get; } = new("fileUpdateMode", "acknowledgedRecipient");
    public static PatchNames SnakeCase { get; } = new("file_update_mode", "acknowledged_recipient");

    public string[] All { get; } =
        [Properties, Geometry, Files, FileUpdateMode, Storages, AcknowledgedRecipient];

    public static string[] File { get; } = ["locations", "attributes"];
    public static string[] Location { get; } = ["url", "storage"];
    public static string[] Attributes { get; } =
        ["dataType", "mimeType", "filename", "filesize", "algorithm", "checksum", "crc32"];

    public static string[] Storage { get; } = ["pluginBusinessId", "storePath", "targetTypes"];
}

/// <summary>REGARDS' spelling of the values that it knows by name. Any other spelling harms: a wrong mode costs the tenant's whole batch, a wrong priority the request.</summary>
static class PatchWords
{
    public static FrozenDictionary<string, FileUpdateMode> FileUpdateModes { get; } =
        new Dictionary<string, FileUpdateMode>
        {
            ["APPEND"] = FileUpdateMode.Append,
            ["REPLACE"] = FileUpdateMode.Replace,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(FileUpdateMode mode) => mode switch
    {
        FileUpdateMode.Append => "APPEND",
        FileUpdateMode.Replace => "REPLACE",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "must be Append or Replace"),
    };

    public static string Of(PatchPriority priority) => priority switch
    {
        PatchPriority.Low => "LOW",
        PatchPriority.Normal => "NORMAL",
        PatchPriority.High => "HIGH",
        _ => throw new ArgumentOutOfRangeException(nameof(priority), priority, "must be Low, Normal or High"),
    };
}
