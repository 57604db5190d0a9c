using System.Text;
using System.Text.Json;

namespace OrderSaga.Bus;

/// <summary>What a message is about: the id of an order, bulk or batch in it, or, of an answer of an archive, that of its request, which leads to the order.</summary>
static class MessageSubject
{
    const int HexDigits = 32;

    static readonly string[] Names = ["orderId", "bulkId", "batchId", "requestId"];

    /// <returns>The same text for messages about the same; null where none is found. No body whatever makes it throw.</returns>
    public static string? Of(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && IsNamed(reader.ValueSpan) && reader.Read() && reader.TokenType == JsonTokenType.String)
                    return Digits(reader.ValueSpan);
            }
        }
        catch (JsonException)
        {
            // For the reader of the message to tell.
        }
        return null;
    }

    static bool IsNamed(ReadOnlySpan<byte> name)
    {
        foreach (var known in Names)
        {
            if (name.Length == known.Length && Ascii.EqualsIgnoreCase(name, known))
                return true;
        }
        return false;
    }

    /// <summary>Of an id in any of its spellings; a further attempt's request id begins with those of its order.</summary>
    static string Digits(ReadOnlySpan<byte> id)
    {
        var digits = new StringBuilder(HexDigits);
        foreach (var letter in id)
        {
            if (char.IsAsciiHexDigit((char)letter) && digits.Length < HexDigits)
                digits.Append(char.ToLowerInvariant((char)letter));
        }
        return digits.ToString();
    }
}
