using System.Text.Json;

namespace OrderSaga.Regards.Requests;

/// <summary>What a client may say of a patch; who it concerns and who asks is in <see cref="PatchRequest"/>. Lists are compared by reference.</summary>
public sealed record PatchContent
{
    /// <summary>Changes nothing.</summary>
    public static PatchContent Empty { get; } = new();

    /// <summary>Object of attributes, or of groups of attributes; a null attribute is unset, arrays are replaced whole. Null: not said, the sender's default applies.</summary>
    public JsonElement? Properties { get; init; }

    /// <summary>GeoJSON geometry; null: unchanged (REGARDS can't remove one).</summary>
    public JsonElement? Geometry { get; init; }

    public IReadOnlyList<PatchFile> Files { get; init; } = [];

    /// <summary>Null: not said, REGARDS appends.</summary>
    public FileUpdateMode? FileUpdateMode { get; init; }

    public IReadOnlyList<StorageTarget> Storages { get; init; } = [];

    /// <summary>Label of the recipient whose dissemination this patch acknowledges.</summary>
    public string? AcknowledgedRecipient { get; init; }

    /// <summary>A patch with files gets no SUCCESS from REGARDS (REGARDS contract: processing).</summary>
    public bool HasFiles => Files.Count > 0;
}

/// <summary>What REGARDS does with the files a product already has (REGARDS contract: patch headers). Without files in the patch it has no effect.</summary>
public enum FileUpdateMode
{
    /// <summary>Adds new files, and new locations of known files. REGARDS' own default.</summary>
    Append,

    /// <summary>Asks the storage to delete every file that is not listed.</summary>
    Replace,
}

/// <summary>A storage that REGARDS shall copy files into.</summary>
/// <param name="PluginBusinessId">Business id of the storage plugin; required.</param>
/// <param name="StorePath">Folder in that storage; null: the storage decides.</param>
/// <param name="TargetTypes">Data types it takes; empty: all.</param>
public sealed record StorageTarget(string PluginBusinessId, string? StorePath, IReadOnlyList<string> TargetTypes);
