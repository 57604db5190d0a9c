using System.Globalization;
using System.Text.Json;
using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Filters;

enum FilterValueKind
{
    Number,
    Text,
    Truth,

    /// <summary>A timestamp or a date that CQL2 names as such.</summary>
    Time,
}

/// <summary>
/// A value of a filter or of an item: a number, a text, a truth or a time. A text that is a date-time or a date stands for that time too,
/// as an item has no other way to say one. A date is the whole of its day.
/// </summary>
readonly record struct FilterValue
{
    FilterValue(FilterValueKind kind) => (Kind, Text) = (kind, "");

    public FilterValueKind Kind { get; }

    /// <summary>0 and 1 for a truth.</summary>
    public double Number { get; private init; }

    /// <summary>The number itself where a double may be another one; null where a decimal is, which knows nothing below 1e-28.</summary>
    decimal? Exact { get; init; }

    public string Text { get; private init; }

    /// <summary>UTC; the first and the last tick of a time, the same for an instant. Null for a value that is none.</summary>
    public (DateTime First, DateTime Last)? Span { get; private init; }

    /// <summary>A date that CQL2 names as such, or that stands where there must be a time.</summary>
    public bool IsDay => Kind is FilterValueKind.Time && Span is { } span && span.First != span.Last;

    public static FilterValue Of(double number) => new(FilterValueKind.Number) { Number = number };

    public static FilterValue Of(bool truth) => new(FilterValueKind.Truth) { Number = truth ? 1 : 0 };

    public static FilterValue Of(string text) => new(FilterValueKind.Text)
    {
        Text = text,
        Span = Rfc3339.TryReadSpan(text, out var first, out var last) ? (first, last) : null,
    };

    public static FilterValue Of(DateTime instant) => new(FilterValueKind.Time) { Text = Rfc3339.Write(instant), Span = (instant, instant) };

    public static FilterValue Of(DateOnly day) => new(FilterValueKind.Time)
    {
        Text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Span = (day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), day.ToDateTime(TimeOnly.MaxValue, DateTimeKind.Utc)),
    };

    /// <summary>A text where there must be a time; null for one that is none.</summary>
    public static FilterValue? OfTime(string text) =>
        Of(text) is { Span: { } span } ? new(FilterValueKind.Time) { Text = text, Span = span } : null;

    /// <summary>A text that is a name and no time, whatever it looks like.</summary>
    public static FilterValue OfName(string text) => new(FilterValueKind.Text) { Text = text };

    /// <summary>Null for what is no single value.</summary>
    public static FilterValue? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => JsonText.TryRead(element, out var text) ? Of(text) : null,
        JsonValueKind.Number => element.TryGetDouble(out var number) && double.IsFinite(number) ? Of(number) with { Exact = element.TryGetDecimal(out var exact) && (double)exact == number ? exact : null } : null,
        JsonValueKind.True => Of(true),
        JsonValueKind.False => Of(false),
        _ => null,
    };

    /// <summary>
    /// Where the value lies: before the other (-1), within it (0) or behind it (1), as far as its parts agree; a day lies on either side of
    /// its noon. Null for values that can't be compared, which nothing can be said of.
    /// </summary>
    public (int Least, int Most)? PlaceIn(FilterValue other)
    {
        if (Span is { } mine && other.Span is { } theirs)
            return (PlaceIn(mine.First, theirs), PlaceIn(mine.Last, theirs));
        if (Kind != other.Kind || Kind is FilterValueKind.Time)
            return null;
        var order = Kind is FilterValueKind.Text ? Math.Sign(string.CompareOrdinal(Text, other.Text)) : CompareNumbers(other);
        return (order, order);
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        switch (Kind)
        {
            case FilterValueKind.Number when Exact is { } exact:
                json.WriteNumberValue(exact);
                break;
            case FilterValueKind.Number:
                json.WriteNumberValue(Number);
                break;
            case FilterValueKind.Truth:
                json.WriteBooleanValue(Number > 0);
                break;
            default:
                json.WriteStringValue(Text);
                break;
        }
    }

    public override string ToString() => Kind switch
    {
        FilterValueKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        FilterValueKind.Truth => Number > 0 ? "true" : "false",
        _ => Text,
    };

    int CompareNumbers(FilterValue other) => Exact is { } mine && other.Exact is { } theirs ? mine.CompareTo(theirs) : Number.CompareTo(other.Number);

    static int PlaceIn(DateTime time, (DateTime First, DateTime Last) span) => time < span.First ? -1 : time > span.Last ? 1 : 0;
}
