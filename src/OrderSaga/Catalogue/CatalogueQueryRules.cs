using System.Text.Json;
using OrderSaga.Catalogue.Filters;
using OrderSaga.Catalogue.Footprints;
using OrderSaga.Contracts;
using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue;

/// <summary>Reads the filter group of a bulk and tells all its faults at once.</summary>
public static class CatalogueQueryRules
{
    const int MostCollections = 100;
    const int LongestCollection = 256;

    static readonly (string CamelCase, string SnakeCase)[] TwoNames = [("sortBy", "sort_by"), ("maxProducts", "max_products")];

    /// <summary>The members that make a filter group, the same on every door; <c>sortBy</c> and <c>maxProducts</c> alone are none.</summary>
    public static IReadOnlyList<string> FilterGroup { get; } = ["filter", "collections", "datetime", "bbox"];

    /// <param name="members">The bulk's members; those that are not of a query are left alone. Null members count as absent.</param>
    /// <param name="snakeCase">Names as over HTTP (<c>sort_by</c>), else camelCase.</param>
    /// <param name="search">The catalogue that will be asked: what it can't take is a fault too.</param>
    /// <param name="tenant">See <see cref="CatalogueQuery.Tenant"/>.</param>
    /// <param name="resolvedAt">See <see cref="CatalogueQuery.ResolvedAt"/>.</param>
    /// <param name="faults">Faults are added here, their fields named as the client does.</param>
    /// <returns>The query, or null when there was a fault.</returns>
    public static CatalogueQuery? Read(
        IReadOnlyDictionary<string, JsonElement> members, bool snakeCase, ICatalogueSearch search, string tenant, DateTime resolvedAt, FoundFaults faults)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(faults);

        var given = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in members)
        {
            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                given[name] = value;
        }

        var found = new FoundFaults();
        JsonElement? Member(string name) => given.TryGetValue(snakeCase ? Renamed(name) : name, out var value) ? value : null;
        var query = new CatalogueQuery
        {
            Filter = Member("filter") is { } filter && FilterReader.Read(filter, found) is not null ? filter.Clone() : null,
            Collections = Member("collections") is { } collections ? ReadCollections(collections, found) : null,
            Datetime = Member("datetime") is { } datetime ? ReadDatetime(datetime, found) : null,
            Bbox = Member("bbox") is { } bbox ? Box.Read(bbox, "bbox", found)?.Numbers : null,
            SortBy = Member("sortBy") is { } sortBy ? ReadSortBy(sortBy, found) : CatalogueQuery.DefaultSort,
            MaxProducts = Member("maxProducts") is { } most ? ReadMaxProducts(most, found) : null,
            Tenant = tenant,
            ResolvedAt = resolvedAt,
        };
        if (found.Count == 0)
            found.AddAll(search.Refuse(query));
        faults.AddAll(found, fault => snakeCase ? fault with { Field = Renamed(fault.Field) } : fault);
        return found.Count == 0 ? query : null;
    }

    static string Renamed(string name) => Array.Find(TwoNames, pair => pair.CamelCase == name).SnakeCase ?? name;

    static List<string>? ReadCollections(JsonElement json, FoundFaults faults)
    {
        const string rule = "must be a collection's id of 1 to 256 printable characters";
        if (json.ValueKind is not JsonValueKind.Array || json.GetArrayLength() is 0 or > MostCollections)
            return Refuse<List<string>>("collections", json, $"must be an array of 1 to {MostCollections} collection ids", faults);
        var collections = new List<string>();
        var i = 0;
        foreach (var entry in json.EnumerateArray())
        {
            var place = $"collections[{i++}]";
            if (!JsonText.TryRead(entry, out var id) || string.IsNullOrWhiteSpace(id) || JsonText.Length(id) > LongestCollection || id.Any(char.IsControl))
                Refuse<string>(place, entry, rule, faults);
            else if (!collections.Contains(id, StringComparer.Ordinal))
                collections.Add(id);
        }
        return collections;
    }

    static string? ReadDatetime(JsonElement json, FoundFaults faults)
    {
        var rule = "must be a text";
        return JsonText.TryRead(json, out var text) && TimeRange.Read(text, out rule) is not null ? text : Refuse<string>("datetime", json, rule, faults);
    }

    static string ReadSortBy(JsonElement json, FoundFaults faults) =>
        JsonText.TryRead(json, out var text) && SortKey.Read(text) is not null
            ? text
            : Refuse<string>("sortBy", json, SortKey.Rule, faults) ?? CatalogueQuery.DefaultSort;

    static int? ReadMaxProducts(JsonElement json, FoundFaults faults)
    {
        if (JsonNumber.TryReadWhole(json, out var number) && number is >= 1 and <= int.MaxValue)
            return (int)number;
        Refuse<string>("maxProducts", json, $"must be an integer from 1 to {int.MaxValue}", faults);
        return null;
    }

    static T? Refuse<T>(string field, JsonElement value, string rule, FoundFaults faults)
        where T : class
    {
        faults.Add(new FieldFault(field, Excerpt.Of(value), rule));
        return null;
    }
}
