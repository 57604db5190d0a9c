using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrderSaga.Batches;

static class BatchIds
{
    const int IdLength = 16;

    /// <summary>The id of a bulk's batch, the same whoever stores it: a UUID of version 8 (RFC 9562), made from a digest.</summary>
    public static Guid Of(Guid bulkId, int number)
    {
        Span<byte> name = stackalloc byte[IdLength + sizeof(int)];
        bulkId.TryWriteBytes(name, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(name[IdLength..], number);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, digest);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..IdLength], bigEndian: true);
    }
}
