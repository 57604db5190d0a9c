using System.Text.Json;
using OrderSaga.Catalogue.Footprints;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Filters;

/// <summary>What a filter can ask of an item.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Collection">The id of its collection, or null.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Footprint">Where it lies, or null; asked for only where it counts.</param>
readonly record struct FilteredItem(string Id, string? Collection, JsonElement Properties, Func<Footprint?> Footprint)
{
    const string Datetime = "datetime";

    static readonly HashSet<string> Times = new(StringComparer.Ordinal)
    {
        Datetime, "start_datetime", "end_datetime", "created", "updated", "published", "unpublished", "expires", "order:date", "order:expiration_date", "eviction_date",
    };

    /// <summary>The value of a property; null where it has none, or one that is no single value, or no time where there must be one.</summary>
    public FilterValue? this[string property] => property switch
    {
        "id" => FilterValue.OfName(Id),
        "collection" => Collection is null ? null : FilterValue.OfName(Collection),
        _ => JsonText.Member(Properties, property) is { } value ? Value(property, value) : null,
    };

    /// <summary>Whether STAC has a time under that name: a text there that is none is an unreadable time, and no text.</summary>
    public static bool IsTime(string property) => Times.Contains(property);

    /// <summary>
    /// The time that a property says, null where it says none. An item without a <c>datetime</c> of its own is of all the time from its
    /// <c>start_datetime</c> to its <c>end_datetime</c>, as STAC has it.
    /// </summary>
    public (DateTime First, DateTime Last)? SpanOf(string property) => property == Datetime && Lacks(Datetime)
        ? this["start_datetime"]?.Span is { } start && this["end_datetime"]?.Span is { } end && start.First <= end.Last ? (start.First, end.Last) : null
        : this[property]?.Span;

    /// <summary>Whether there is nothing under that name at all.</summary>
    public bool Lacks(string property) => property switch
    {
        "id" => false,
        "collection" => Collection is null,
        _ => JsonText.Member(Properties, property) is null,
    };

    static FilterValue? Value(string property, JsonElement value)
    {
        if (!IsTime(property))
            return FilterValue.Of(value);
        return JsonText.TryRead(value, out var text) ? FilterValue.OfTime(text) : null;
    }
}
