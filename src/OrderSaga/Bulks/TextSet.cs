using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OrderSaga.Bulks;

/// <summary>Texts seen before, by 128 bits of their digest: a million take some 50 MB, and two that meet by chance are not to be expected.</summary>
sealed class TextSet
{
    readonly HashSet<UInt128> _seen = [];

    /// <summary>False when it was there already.</summary>
    public bool Add(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), digest);
        return _seen.Add(BinaryPrimitives.ReadUInt128LittleEndian(digest));
    }
}
