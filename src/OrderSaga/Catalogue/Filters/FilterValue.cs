using System.Globalization;
using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Filters;

enum FilterValueKind
{
    Number,
    Text,
    Truth,
}

/// <summary>
/// A value of a filter or of an item: a number, a text or a truth. A text that is a date-time or a date stands for that instant too, as
/// JSON has no other way to say one.
/// </summary>
readonly record struct FilterValue
{
    FilterValue(FilterValueKind kind, double number, string text, DateTime? instant) =>
        (Kind, Number, Text, Instant) = (kind, number, text, instant);

    public FilterValueKind Kind { get; }

    /// <summary>0 and 1 for a truth.</summary>
    public double Number { get; }

    public string Text { get; }

    public DateTime? Instant { get; }

    public static FilterValue Of(double number) => new(FilterValueKind.Number, number, "", null);

    public static FilterValue Of(bool truth) => new(FilterValueKind.Truth, truth ? 1 : 0, "", null);

    public static FilterValue Of(string text) => new(FilterValueKind.Text, 0, text, Instants.TryReadAny(text, out var instant) ? instant : null);

    public static FilterValue Of(DateTime instant) => new(FilterValueKind.Text, 0, Instants.Text(instant), instant);

    /// <summary>Null for what is no single value.</summary>
    public static FilterValue? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => JsonText.TryRead(element, out var text) ? Of(text) : null,
        JsonValueKind.Number => element.TryGetDouble(out var number) && double.IsFinite(number) ? Of(number) : null,
        JsonValueKind.True => Of(true),
        JsonValueKind.False => Of(false),
        _ => null,
    };

    /// <summary>Below zero, zero or above as for any comparison; null for values of different kinds, which nothing can be said of.</summary>
    public int? CompareTo(FilterValue other)
    {
        if (Kind != other.Kind)
            return null;
        if (Kind != FilterValueKind.Text)
            return Number.CompareTo(other.Number);
        return Instant is { } mine && other.Instant is { } theirs ? mine.CompareTo(theirs) : string.CompareOrdinal(Text, other.Text);
    }

    public override string ToString() => Kind switch
    {
        FilterValueKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        FilterValueKind.Truth => Number > 0 ? "true" : "false",
        _ => Text,
    };
}
