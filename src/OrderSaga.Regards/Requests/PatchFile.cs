using OrderSaga.Regards.Values;

namespace OrderSaga.Regards.Requests;

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
