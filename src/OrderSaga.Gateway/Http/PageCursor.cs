using System.Buffers.Binary;
using System.Buffers.Text;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Http;

/// <summary>Where a page of a list ended: the last row's place and id, so that new rows shift nothing.</summary>
static class PageCursor
{
    const int IdLength = 16;

    /// <summary>In a list by number.</summary>
    public static string Write(int number, Guid id)
    {
        Span<byte> place = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(place, number);
        return Write(place, id);
    }

    /// <summary>In a list by creation.</summary>
    public static string Write(DateTime created, Guid id)
    {
        Span<byte> place = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(place, created.Ticks);
        return Write(place, id);
    }

    /// <exception cref="RefusedException">400: no cursor of ours.</exception>
    public static (int Number, Guid Id) ReadNumber(string text)
    {
        Span<byte> place = stackalloc byte[sizeof(int)];
        var id = Read(text, place);
        return (BinaryPrimitives.ReadInt32BigEndian(place), id);
    }

    /// <exception cref="RefusedException">400: no cursor of ours.</exception>
    public static (DateTime Created, Guid Id) ReadTime(string text)
    {
        Span<byte> place = stackalloc byte[sizeof(long)];
        var id = Read(text, place);
        var ticks = BinaryPrimitives.ReadInt64BigEndian(place);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? (new DateTime(ticks, DateTimeKind.Utc), id) : throw Unknown(text);
    }

    static string Write(ReadOnlySpan<byte> place, Guid id)
    {
        Span<byte> bytes = stackalloc byte[place.Length + IdLength];
        place.CopyTo(bytes);
        id.TryWriteBytes(bytes[place.Length..]);
        return Base64Url.EncodeToString(bytes);
    }

    static Guid Read(string text, Span<byte> place)
    {
        var length = place.Length + IdLength;
        Span<byte> bytes = stackalloc byte[length + 1];
        if (text.Length > 2 * length || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != length)
            throw Unknown(text);
        bytes[..place.Length].CopyTo(place);
        return new Guid(bytes[place.Length..length]);
    }

    static RefusedException Unknown(string text) => Refusals.Invalid(QueryText.Cursor, text, "must be taken from a next link as it is");
}
