using System.Text.Json;
using System.Text.Json.Serialization;
using OrderSaga.Catalogue;

namespace OrderSaga.Bulks;

/// <summary>What a bulk selects: a list, or a query of the catalogue. Kept as JSON in <see cref="Bulk.Selection"/>.</summary>
public sealed record BulkSelection
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The list, as its client wrote it; null for a query, whose members are those of <see cref="CatalogueQuery"/>.</summary>
    public IReadOnlyList<string>? Products { get; init; }

    /// <inheritdoc cref="CatalogueQuery.Filter"/>
    public JsonElement? Filter { get; init; }

    /// <inheritdoc cref="CatalogueQuery.Collections"/>
    public IReadOnlyList<string>? Collections { get; init; }

    /// <inheritdoc cref="CatalogueQuery.Datetime"/>
    public string? Datetime { get; init; }

    /// <inheritdoc cref="CatalogueQuery.Bbox"/>
    public IReadOnlyList<double>? Bbox { get; init; }

    /// <inheritdoc cref="CatalogueQuery.SortBy"/>
    public string? SortBy { get; init; }

    internal static BulkSelection Of(CatalogueQuery query) => new()
    {
        Filter = query.Filter,
        Collections = query.Collections,
        Datetime = query.Datetime,
        Bbox = query.Bbox,
        SortBy = query.SortBy,
    };

    internal CatalogueQuery Query(string tenant, DateTime resolvedAt, int most) => new()
    {
        Filter = Filter,
        Collections = Collections,
        Datetime = Datetime,
        Bbox = Bbox,
        SortBy = SortBy ?? CatalogueQuery.DefaultSort,
        Tenant = tenant,
        ResolvedAt = resolvedAt,
        MaxProducts = most,
    };

    /// <summary>The selection as JSON, absent members left out.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>The selection that <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    public static BulkSelection Read(string json) =>
        JsonSerializer.Deserialize<BulkSelection>(json, Json) ?? throw new JsonException("A bulk's selection is empty.");
}
