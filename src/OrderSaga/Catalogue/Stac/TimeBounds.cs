using OrderSaga.Catalogue.Items;
using OrderSaga.Reading;

namespace OrderSaga.Catalogue.Stac;

/// <summary>
/// The time that an item must lie within, ends not included (<c>t_during</c> on <c>datetime</c>). A test of the property would miss the
/// items that have <c>start_datetime</c> and <c>end_datetime</c> instead, so the catalogue is asked for all that meet it, and those that
/// lie within are taken.
/// </summary>
/// <param name="After">UTC; null for an open beginning.</param>
/// <param name="Before">UTC; null for an open end.</param>
sealed record TimeBounds(DateTime? After, DateTime? Before)
{
    /// <summary>Whether nothing can lie within.</summary>
    public bool IsEmpty => After >= Before;

    /// <summary>As the parameter <c>datetime</c>.</summary>
    public string Text => $"{End(After)}/{End(Before)}";

    /// <summary>Null for an item whose time is not known.</summary>
    public bool? Hold(ItemTime time) => time.Own is var (first, last)
        ? (After is not { } after || first > after) && (Before is not { } before || last < before)
        : null;

    public TimeBounds And(DateTime? after, DateTime? before) =>
        new(After is null || after > After ? after ?? After : After, Before is null || before < Before ? before ?? Before : Before);

    static string End(DateTime? instant) => instant is { } known ? Rfc3339.Write(known) : "..";
}
