using System.Text.Json;
using System.Text.Json.Serialization;
using OrderSaga.Catalogue;

namespace OrderSaga.Bulks;

/// <summary>What a bulk selects: a list, or a query of the catalogue. Kept as JSON in <see cref="Bulk.Selection"/>.</summary>
public sealed record BulkSelection
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public IReadOnlyList<string>? Products { get; init; }
    public JsonElement? Filter { get; init; }
    public IReadOnlyList<string>? Collections { get; init; }
    public string? Datetime { get; init; }
    public IReadOnlyList<double>? Bbox { get; init; }
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

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static BulkSelection Read(string json) =>
        JsonSerializer.Deserialize<BulkSelection>(json, Json) ?? throw new JsonException("A bulk's selection is empty.");
}
