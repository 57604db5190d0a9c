using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Batches;

/// <summary>Ids of batches and of their orders, the same whoever stores them: UUIDs of version 8 (RFC 9562), made from digests.</summary>
static class BatchIds
{
    const int IdLength = 16;

    /// <summary>A bulk's batch.</summary>
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

    /// <summary>The batch that tries another one again for the <paramref name="number"/>th time.</summary>
    public static Guid OfRetry(Guid batchId, int number) => DigestId.Of(string.Create(CultureInfo.InvariantCulture, $"{batchId:D}:retry:{number}"));

    /// <summary>The order of a batch's item.</summary>
    /// <param name="batchId">The batch.</param>
    /// <param name="key">The product's position in its bulk, or the id of the order that is tried again.</param>
    public static Guid OfOrder(Guid batchId, string key) => DigestId.Of($"{batchId:D}:{key}");

    /// <summary>SQL for <see cref="OfOrder(Guid, string)"/> of the batch <c>@batch</c>.</summary>
    /// <param name="dialect">The product's words.</param>
    /// <param name="key">SQL of the key.</param>
    public static string OfOrder(Dialect dialect, string key) => dialect.DigestId($"lower(CAST(@batch AS TEXT)) || ':' || {key}");
}
