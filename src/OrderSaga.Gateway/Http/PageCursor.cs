using System.Buffers.Binary;
using System.Buffers.Text;
using OrderSaga.Gateway.Errors;

namespace OrderSaga.Gateway.Http;

/// <summary>Where a page of a list ended: the last row's number and id.</summary>
static class PageCursor
{
    const int Length = sizeof(int) + 16;

    public static string Write(int number, Guid id)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        id.TryWriteBytes(bytes[sizeof(int)..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="RefusedException">400: no cursor of ours.</exception>
    public static (int Number, Guid Id) Read(string name, string text)
    {
        Span<byte> bytes = stackalloc byte[Length + 1];
        return text.Length <= 2 * Length && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Length
            ? (BinaryPrimitives.ReadInt32BigEndian(bytes), new Guid(bytes[sizeof(int)..Length]))
            : throw Refusals.Invalid(name, text, "must be taken from a next link as it is");
    }
}
