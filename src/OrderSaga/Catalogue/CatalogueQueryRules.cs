using System.Text.Json;
using OrderSaga.Contracts;

namespace OrderSaga.Catalogue;

/// <summary>Reads the filter group of a bulk and tells all its faults at once.</summary>
public static class CatalogueQueryRules
{
    /// <summary>The members that make a filter group, camelCase; <c>sortBy</c> and <c>maxProducts</c> alone are none.</summary>
    public static IReadOnlyList<string> FilterGroup { get; } = ["filter", "collections", "datetime", "bbox"];

    /// <param name="members">The bulk's members; those that are not of a query are left alone. Null members count as absent.</param>
    /// <param name="snakeCase">Names as over HTTP (<c>sort_by</c>), else camelCase.</param>
    /// <param name="search">The catalogue that will be asked: what it can't take is a fault too.</param>
    /// <param name="tenant">See <see cref="CatalogueQuery.Tenant"/>.</param>
    /// <param name="resolvedAt">See <see cref="CatalogueQuery.ResolvedAt"/>.</param>
    /// <param name="faults">Faults are added here, their fields named as the client does.</param>
    /// <returns>The query, or null when there was a fault.</returns>
    public static CatalogueQuery? Read(
        IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, ICatalogueSearch search, string tenant, DateTime resolvedAt, List<FieldFault> faults)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(faults);
        throw new NotSupportedException();
    }
}
