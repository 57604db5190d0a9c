using System.Globalization;
using System.Text.RegularExpressions;

namespace OrderSaga.Simulator.Wire;

/// <summary>
/// The date text REGARDS reads: ISO 8601 date and time, up to nine digits of a second, optional <c>Z</c> or <c>+hh:mm</c>;
/// no offset means UTC. Date-only texts and <c>+hhmm</c> are unreadable (REGARDS contract: date text).
/// </summary>
static partial class RequestDate
{
    public static bool TryRead(string text, out DateTimeOffset date)
    {
        date = default;
        var match = Grammar.Match(text);
        if (!match.Success)
            return false;

        // A tick is 100 ns; the last two of nine digits are dropped.
        var fraction = match.Groups["fraction"].Value;
        var seconds = match.Groups["seconds"] is { Success: true } group ? group.Value : ":00";
        var offset = match.Groups["offset"] is { Success: true, Value: not "Z" } given ? given.Value : "+00:00";
        var plain = $"{match.Groups["minutes"].Value}{seconds}.{fraction.PadRight(7, '0')[..7]}{offset}";

        return DateTimeOffset.TryParseExact(plain, "yyyy-MM-ddTHH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal, out date);
    }

    [GeneratedRegex(@"\A(?<minutes>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2})((?<seconds>:[0-9]{2})(\.(?<fraction>[0-9]{1,9}))?)?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})?\z",
        RegexOptions.CultureInvariant)]
    static partial Regex Grammar { get; }
}
