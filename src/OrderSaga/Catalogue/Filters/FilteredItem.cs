using System.Text.Json;
using OrderSaga.Catalogue.Geometries;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Filters;

/// <summary>What a filter can ask of an item.</summary>
/// <param name="Id">The item's id.</param>
/// <param name="Collection">The id of its collection, or null.</param>
/// <param name="Properties">Its properties.</param>
/// <param name="Footprint">Its geometry, or null; asked for only where it counts.</param>
readonly record struct FilteredItem(string Id, string? Collection, JsonElement Properties, Func<Geometry?> Footprint)
{
    /// <summary>The value of a property; null where it has none, or one that is no single value.</summary>
    public FilterValue? this[string property] => property switch
    {
        "id" => FilterValue.Of(Id),
        "collection" => Collection is null ? null : FilterValue.Of(Collection),
        _ => JsonText.Member(Properties, property) is { } value ? FilterValue.Of(value) : null,
    };

    /// <summary>Whether there is nothing under that name at all.</summary>
    public bool Lacks(string property) => property switch
    {
        "id" => false,
        "collection" => Collection is null,
        _ => JsonText.Member(Properties, property) is null,
    };
}
