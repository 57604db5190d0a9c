using System.Text.Json;
using OrderSaga.Catalogue.Filters;
using OrderSaga.Catalogue.Geometries;
using OrderSaga.Catalogue.Items;
using OrderSaga.Contracts;

namespace OrderSaga.Catalogue.Files;

/// <summary>One query over the items of a file.</summary>
sealed class FileSearch
{
    readonly CatalogueQuery _query;
    readonly Filter? _filter;
    readonly DatetimeRange? _time;
    readonly Geometry? _area;
    readonly (double, double)? _heights;

    /// <exception cref="CatalogueFailedException">The query breaks a rule that holds since it was taken.</exception>
    public FileSearch(CatalogueQuery query)
    {
        var faults = new List<FieldFault>();
        _query = query;
        _filter = query.Filter is { } filter ? FilterReader.Read(filter, faults) : null;
        var rule = "";
        _time = query.Datetime is { } datetime ? DatetimeRange.Read(datetime, out rule) : null;
        if (query.Datetime is not null && _time is null)
            faults.Add(new FieldFault("datetime", query.Datetime, rule));
        if (query.Bbox is { } bbox && Box.Read(JsonSerializer.SerializeToElement(bbox), "bbox", faults) is { } box)
            (_area, _heights) = (box.ToGeometry(), box.Heights);
        if (SortKey.Read(query.SortBy) is { } sort)
            Sort = sort;
        else
            faults.Add(new FieldFault("sortBy", query.SortBy, SortKey.Rule));
        if (faults.Count > 0)
            throw new CatalogueFailedException($"The query can't be asked: {string.Join("; ", faults.Select(fault => $"{fault.Field} '{fault.Value}' {fault.Rule}"))}.");
    }

    public SortKey Sort { get; } = new(SortKey.Datetime, Descending: false);

    /// <summary>The matching products in their order.</summary>
    public IReadOnlyList<(ItemKey Key, CatalogueProduct Product)> Run(IReadOnlyList<FileItem> items, CancellationToken cancellation)
    {
        var matches = new List<(ItemKey Key, CatalogueProduct Product)>();
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Matches(item))
                matches.Add((ItemKey.Of(item, Sort), item.Product));
        }
        matches.Sort((one, other) => one.Key.CompareTo(other.Key, Sort.Descending));
        return matches;
    }

    /// <summary>The dear tests last.</summary>
    bool Matches(FileItem item) =>
        item.Product.IsOf(_query.Tenant)
        && !(item.Product.Created > _query.ResolvedAt)
        && (_query.Collections is not { } collections || (item.Collection is { } own && collections.Contains(own)))
        && _time?.Meets(item.Start, item.End) is not false
        && (_area is null || item.Meets(_area, _heights))
        && (_filter is null || item.Matches(_filter));
}
