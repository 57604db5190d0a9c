using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OrderSaga.Archive;

/// <summary>
/// Request ids that lead back to their order without a look-up. An archive may allow 36 characters and want a new id on
/// each attempt, as REGARDS does: the first is the order's own id, later ones are its 32 hex digits, a dash and the attempt.
/// </summary>
static class RequestIds
{
    /// <summary>Three digits are what is left of 36 characters.</summary>
    public const int MaxAttempt = 999;

    const int Length = 36;
    const int HexLength = 32;

    /// <exception cref="ArgumentOutOfRangeException">The attempt is not 1 to <see cref="MaxAttempt"/>.</exception>
    public static string For(Guid orderId, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempt, MaxAttempt);
        return attempt == 1
            ? orderId.ToString("D")
            : string.Create(CultureInfo.InvariantCulture, $"{orderId:N}-{attempt:000}");
    }

    /// <summary>Reads what <see cref="For"/> writes, in any case of letters, and nothing else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Guid orderId, out int attempt)
    {
        orderId = Guid.Empty;
        attempt = 0;
        if (text is not { Length: Length })
            return false;
        var first = IsDashed(text);
        // Guid's own parser forgives blanks and signs, so the form is checked before.
        if (!first && !IsNumbered(text))
            return false;
        attempt = first ? 1 : int.Parse(text.AsSpan(HexLength + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        if (!first && attempt < 2)
        {
            attempt = 0;
            return false;
        }
        orderId = first ? Guid.ParseExact(text, "D") : Guid.ParseExact(text.AsSpan(0, HexLength), "N");
        return true;
    }

    static bool IsDashed(string text)
    {
        for (var i = 0; i < Length; i++)
        {
            var dash = i is 8 or 13 or 18 or 23;
            if (dash ? text[i] != '-' : !char.IsAsciiHexDigit(text[i]))
                return false;
        }
        return true;
    }

    static bool IsNumbered(string text)
    {
        for (var i = 0; i < Length; i++)
        {
            var fits = i switch
            {
                < HexLength => char.IsAsciiHexDigit(text[i]),
                HexLength => text[i] == '-',
                _ => char.IsAsciiDigit(text[i]),
            };
            if (!fits)
                return false;
        }
        return true;
    }
}
