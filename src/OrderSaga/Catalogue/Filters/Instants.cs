using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OrderSaga.Catalogue.Filters;

/// <summary>Times of a catalogue as text: RFC 3339 date-times with their offset, and dates.</summary>
static partial class Instants
{
    /// <summary>As STAC APIs take it.</summary>
    public static string Text(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>A date-time; nothing else will do where an instant is meant.</summary>
    public static bool TryReadDateTime([NotNullWhen(true)] string? text, out DateTime instant)
    {
        instant = default;
        // Most texts are none; the look at two places spares them the rest.
        if (text is not { Length: >= 20 and <= 40 } || text[4] != '-' || text[10] is not ('T' or 't') || !DateTimeForm.IsMatch(text))
            return false;
        return TryRead(text.ToUpperInvariant(), out instant);
    }

    /// <summary>A date-time, or a date that stands for its midnight in UTC.</summary>
    public static bool TryReadAny([NotNullWhen(true)] string? text, out DateTime instant)
    {
        if (TryReadDateTime(text, out instant))
            return true;
        return text is { Length: 10 } && DateForm.IsMatch(text) && TryRead(text + "T00:00:00Z", out instant);
    }

    static bool TryRead(string text, out DateTime instant)
    {
        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        instant = time.UtcDateTime;
        return read;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex DateTimeForm { get; }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$", RegexOptions.CultureInvariant)]
    private static partial Regex DateForm { get; }
}
