using OrderSaga.Catalogue.Items;
using OrderSaga.Reading;

namespace OrderSaga.Catalogue;

/// <summary>The parameter <c>datetime</c> of STAC and OGC API - Features: an instant, or an interval whose ends belong to it and of which one may be open.</summary>
/// <param name="From">UTC; null for an open beginning.</param>
/// <param name="To">UTC; null for an open end.</param>
sealed record DatetimeRange(DateTime? From, DateTime? To)
{
    const string Form = "must be an RFC 3339 date-time with an offset, or an interval of two such as 2024-01-01T00:00:00Z/2024-02-01T00:00:00Z, one of which may be \"..\"";

    /// <returns>The range, or null with the rule that the text breaks.</returns>
    public static DatetimeRange? Read(string text, out string rule)
    {
        rule = Form;
        var ends = text.Split('/');
        if (ends.Length > 2)
            return null;
        if (ends.Length == 1)
            return Rfc3339.TryRead(text, out var instant) ? new DatetimeRange(instant, instant) : null;
        if (!TryRead(ends[0], out var from) || !TryRead(ends[1], out var to))
            return null;
        rule = from is null && to is null ? "must not be open at both ends" : "must not end before it begins";
        return (from is null && to is null) || from > to ? null : new DatetimeRange(from, to);
    }

    /// <summary>Whether an item's time, both ends included, shares an instant with the range; null where that time is not known.</summary>
    public bool? Meets(ItemTime time) =>
        time.Start is { } first && time.End is { } last ? (From is not { } from || last >= from) && (To is not { } to || first <= to) : null;

    static bool TryRead(string text, out DateTime? end)
    {
        end = null;
        if (text is "" or "..")
            return true;
        var read = Rfc3339.TryRead(text, out var instant);
        end = instant;
        return read;
    }
}
