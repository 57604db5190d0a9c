using System.Globalization;
using System.Text.Json;

namespace OrderSaga.Simulator.Stac.Items;

/// <summary>Values of properties and filters: <see cref="double"/>, <see cref="string"/>, <see cref="bool"/>, or null.</summary>
static class ItemValues
{
    public static object? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Numbers with numbers, times with times, texts with texts, truths with truths; null for a mixture.</summary>
    public static int? Compare(object? one, object? other) => (one, other) switch
    {
        (double left, double right) => left.CompareTo(right),
        (bool left, bool right) => left.CompareTo(right),
        (string left, string right) => AsTime(left) is { } first && AsTime(right) is { } second ? first.CompareTo(second) : string.CompareOrdinal(left, right),
        _ => null,
    };

    /// <summary>A date-time with its offset, or a date at midnight UTC.</summary>
    public static DateTimeOffset? AsTime(object? value)
    {
        if (value is not string { Length: >= 10 } text || text[4] != '-' || text[7] != '-' || !char.IsAsciiDigit(text[0]))
            return null;
        if (text.Length == 10)
            return DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) ? day : null;
        var hasOffset = text[^1] is 'Z' or 'z' || (text[^3] == ':' && text[^6] is '+' or '-');
        return text[10] is 'T' or 't' && text.Length >= 20 && hasOffset
            && DateTimeOffset.TryParse(text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
    }

    /// <summary>For sorting: numbers, then times, texts, truths, and nothing last, whatever the direction.</summary>
    public static int Sort(object? one, object? other, bool descending)
    {
        var (left, right) = (Rank(one), Rank(other));
        if (left == Nothing || right == Nothing)
            return left.CompareTo(right);
        var order = left != right ? left.CompareTo(right) : Compare(one, other) ?? 0;
        return descending ? -order : order;
    }

    const int Nothing = 4;

    static int Rank(object? value) => value switch
    {
        double => 0,
        string text => AsTime(text) is null ? 2 : 1,
        bool => 3,
        _ => Nothing,
    };
}
