using System.Buffers.Binary;
using System.Buffers.Text;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Jobs;

/// <summary>Where a page of jobs, newest first, ended: the last job's creation time and id, so that new jobs shift nothing.</summary>
static class JobCursor
{
    const int Length = sizeof(long) + 16;

    public static string Write(DateTime created, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, created.Ticks);
        id.TryWriteBytes(bytes[sizeof(long)..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="RefusedException">400: no cursor of ours.</exception>
    public static (DateTime Created, Guid Id) Read(string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 1];
        if (text.Length > 2 * Length || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
            throw Unknown(text);
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? (new DateTime(ticks, DateTimeKind.Utc), new Guid(bytes[sizeof(long)..Length]))
            : throw Unknown(text);
    }

    static RefusedException Unknown(string text) => Refusals.Invalid(QueryText.Cursor, text, "must be taken from a next link as it is");
}
