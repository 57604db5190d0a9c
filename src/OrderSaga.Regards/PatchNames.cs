namespace OrderSaga.Regards;

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
