using System.Security.Cryptography;
using System.Text;

namespace OrderSaga.SagaStore.Sql;

/// <summary>An id that is the same whoever makes it, and wherever: a UUID of version 8 (RFC 9562) from a digest of a text. Statements make the same ones by <see cref="Dialect.DigestId"/>.</summary>
public static class DigestId
{
    const int HexLength = 32;

    public static Guid Of(string text)
    {
        Span<char> hex = stackalloc char[HexLength];
        Convert.TryToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HexLength / 2), hex, out _);
        hex[12] = '8';
        hex[16] = '8';
        return Guid.ParseExact(hex, "N");
    }
}
