using System.Globalization;
using System.Text;

namespace OrderSaga.Reading;

/// <summary>One spelling for each number: 50, 50.0, 5e1 and 500e-1 are written alike, however large or fine they are.</summary>
static class CanonicalNumber
{
    /// <summary>Zeros that are written out; a number with more keeps its exponent.</summary>
    const int MostZeros = 400;

    /// <param name="text">A JSON number, in ASCII.</param>
    public static string Of(ReadOnlySpan<byte> text)
    {
        var number = Encoding.ASCII.GetString(text);
        var mark = number.AsSpan().IndexOfAny('e', 'E');
        var exponent = 0;
        if (mark >= 0 && !int.TryParse(number.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            return number;
        var negative = number[0] == '-';
        var mantissa = number[(negative ? 1 : 0)..(mark < 0 ? number.Length : mark)];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = (point < 0 ? mantissa : mantissa.Remove(point, 1)).TrimStart('0');
        var digits = all.TrimEnd('0');
        // Zeros behind the digits; below zero, digits behind the point.
        var zeros = all.Length - digits.Length - (point < 0 ? 0 : mantissa.Length - point - 1) + (long)exponent;
        return digits.Length == 0 ? "0" : (negative ? "-" : "") + Placed(digits, zeros);
    }

    static string Placed(string digits, long zeros)
    {
        if (zeros is > MostZeros or < -MostZeros)
            return string.Create(CultureInfo.InvariantCulture, $"{digits}e{zeros}");
        if (zeros >= 0)
            return digits + new string('0', (int)zeros);
        var padded = digits.PadLeft((int)-zeros + 1, '0');
        return padded.Insert(padded.Length + (int)zeros, ".");
    }
}
