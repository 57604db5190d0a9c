using System.Text.Json;
using OrderSaga.Regards.Values;

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

    /// <summary>Files that are added, or take the place of all others (<see cref="FileUpdateMode"/>); at most 100, of which REGARDS stores all or references all. Empty: files stay as they are.</summary>
    public IReadOnlyList<PatchFile> Files { get; init; } = [];

    /// <summary>Null: not said, REGARDS appends.</summary>
    public FileUpdateMode? FileUpdateMode { get; init; }

    /// <summary>What REGARDS copies those files into whose locations name no storage; with such files at least one, else they would be kept nowhere.</summary>
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

/// <summary>One file of a product: where it lies, and what it is. REGARDS knows a file again by its checksum.</summary>
public sealed record PatchFile(IReadOnlyList<PatchFileLocation> Locations, PatchFileAttributes Attributes);

/// <summary>Where a file lies.</summary>
/// <param name="Url">Read by Java's URL class and by the storage's stricter pattern.</param>
/// <param name="Storage">Name of the storage that already holds the file (it is referenced only); null: REGARDS copies the file into its storages.</param>
public sealed record PatchFileLocation(string Url, string? Storage = null);

/// <summary>What a file is. All but <paramref name="Crc32"/> are required by REGARDS, though its guide marks three as optional.</summary>
/// <param name="DataType">One of <see cref="DataTypes"/>.</param>
/// <param name="MimeType">type/subtype.</param>
/// <param name="Filename">Name without a path.</param>
/// <param name="Filesize">Bytes.</param>
/// <param name="Algorithm">Name of a Java MessageDigest, e.g. MD5 or SHA-256.</param>
/// <param name="Checksum">Hexadecimal digest.</param>
/// <param name="Crc32">Optional second checksum.</param>
public sealed record PatchFileAttributes(
    string DataType,
    string MimeType,
    string Filename,
    long Filesize,
    string Algorithm,
    string Checksum,
    string? Crc32 = null);
