namespace OrderSaga.Regards;

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
