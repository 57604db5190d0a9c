using System.Text.Json;

namespace OrderSaga.Catalogue;

/// <summary>
/// A selection by properties, read and checked by <see cref="CatalogueQueryRules"/>; its parts combine with AND. Survives
/// serialisation with <see cref="JsonSerializerOptions.Web"/>.
/// </summary>
public sealed record CatalogueQuery
{
    /// <summary>What a selection is sorted by that names nothing else: the time of acquisition, the oldest first.</summary>
    public const string DefaultSort = "datetime";

    /// <summary>A CQL2 JSON expression.</summary>
    public JsonElement? Filter { get; init; }

    /// <summary>Ids of collections, one of which the product must be in.</summary>
    public IReadOnlyList<string>? Collections { get; init; }

    /// <summary>An RFC 3339 instant or interval (<c>a/b</c>, <c>../b</c>, <c>a/..</c>), as in STAC and OGC API - Features.</summary>
    public string? Datetime { get; init; }

    /// <summary>West, south, east, north in degrees, or with heights west, south, low, east, north, high. West beyond east crosses the antimeridian.</summary>
    public IReadOnlyList<double>? Bbox { get; init; }

    /// <summary><c>datetime</c>, <c>id</c> or a property's name; descending with a leading <c>-</c>. The id decides between equals.</summary>
    public string SortBy { get; init; } = DefaultSort;

    /// <summary>Only products whose URN names this REGARDS tenant.</summary>
    public required string Tenant { get; init; }

    /// <summary>UTC; what the catalogue says was created later is left out.</summary>
    public required DateTime ResolvedAt { get; init; }

    /// <summary>How many products the caller will take; pages need not be larger.</summary>
    public int? MaxProducts { get; init; }
}
