using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace OrderSaga.Texts;

/// <summary>
/// Whole numbers out of JSON by their value, as JSON Schema has it, and not by their spelling: 12, 12.0 and 1.2e1 are one number. Exact
/// where a floating point number would round.
/// </summary>
public static class JsonNumber
{
    /// <summary>More digits than this are no number that any of ours can hold.</summary>
    const int MostDigits = 400;

    /// <summary>The number; false for anything else, for one with a fraction, and for one beyond 64 bits.</summary>
    public static bool TryReadWhole(JsonElement value, out long number)
    {
        number = 0;
        if (value.ValueKind is not JsonValueKind.Number)
            return false;
        return value.TryGetInt64(out number) || TryReadWhole(JsonMarshal.GetRawUtf8Value(value), out number);
    }

    /// <summary>The same of a text that is written as JSON writes numbers, such as a setting.</summary>
    public static bool TryReadWhole(string? text, out long number)
    {
        number = 0;
        try
        {
            return text is not null && TryReadWhole(JsonElement.Parse(text.Trim()), out number);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <param name="text">A JSON number.</param>
    /// <param name="number">Zero unless it is whole.</param>
    static bool TryReadWhole(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.Length > MostDigits)
            return false;
        var mark = text.IndexOfAny((byte)'e', (byte)'E');
        var exponent = 0;
        if (mark >= 0 && !int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return false;
        var mantissa = mark < 0 ? text : text[..mark];
        var negative = mantissa[0] == '-';
        var point = mantissa.IndexOf((byte)'.');
        // How many digits are behind the point once the exponent has moved it.
        var behind = (point < 0 ? 0 : mantissa.Length - point - 1) - (long)exponent;
        Span<byte> digits = stackalloc byte[mantissa.Length];
        var count = 0;
        foreach (var letter in mantissa)
        {
            if (letter is >= (byte)'0' and <= (byte)'9')
                digits[count++] = letter;
        }
        var all = digits[..count].TrimStart((byte)'0');
        if (all.IsEmpty)
            return true;
        var whole = all.TrimEnd((byte)'0');
        var zeros = all.Length - whole.Length - behind;
        return zeros is >= 0 and < 20 && TryFold(whole, (int)zeros, negative, out number);
    }

    static bool TryFold(ReadOnlySpan<byte> digits, int zeros, bool negative, out long number)
    {
        number = 0;
        try
        {
            checked
            {
                // Downwards, as there is one more number below zero than above.
                foreach (var digit in digits)
                    number = (number * 10) - (digit - '0');
                for (; zeros > 0; zeros--)
                    number *= 10;
                number = negative ? number : -number;
            }
            return true;
        }
        catch (OverflowException)
        {
            number = 0;
            return false;
        }
    }
}
