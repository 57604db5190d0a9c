using System.Text.Json;
using OrderSaga.Catalogue.Filters;
using OrderSaga.Catalogue.Footprints;
using OrderSaga.Catalogue.Items;
using OrderSaga.Contracts;
using OrderSaga.Reading;

namespace OrderSaga.Catalogue.Files;

/// <summary>One query over the items of a file.</summary>
sealed class FileSearch
{
    readonly CatalogueQuery _query;
    readonly Filter? _filter;
    readonly TimeRange? _time;
    readonly Area? _area;
    readonly (double, double)? _heights;
    readonly bool _asksArea;
    readonly bool _asksTime;

    /// <exception cref="CatalogueFailedException">The query breaks a rule that holds since it was taken.</exception>
    public FileSearch(CatalogueQuery query)
    {
        var faults = new FoundFaults();
        _query = query;
        _filter = query.Filter is { } filter ? FilterReader.Read(filter, faults) : null;
        var rule = "";
        _time = query.Datetime is { } datetime ? TimeRange.Read(datetime, out rule) : null;
        if (query.Datetime is not null && _time is null)
            faults.Add(new FieldFault("datetime", query.Datetime, rule));
        if (query.Bbox is { } bbox && Box.Read(JsonSerializer.SerializeToElement(bbox), "bbox", faults) is { } box)
            (_area, _heights) = (Area.Of(box), box.Heights);
        if (SortKey.Read(query.SortBy) is { } sort)
            Sort = sort;
        else
            faults.Add(new FieldFault("sortBy", query.SortBy, SortKey.Rule));
        if (faults.Count > 0)
            throw new CatalogueFailedException($"The query can't be asked: {string.Join("; ", faults.Select(fault => $"{fault.Field} '{fault.Value}' {fault.Rule}"))}.");
        _asksTime = _time is not null || _filter?.Asks(FilterSubject.Time) is true;
        _asksArea = _area is not null || _filter?.Asks(FilterSubject.Area) is true;
    }

    public SortKey Sort { get; } = new(SortKey.Datetime, Descending: false);

    /// <param name="Key">Its place in the order.</param>
    /// <param name="Item">The item itself.</param>
    /// <param name="Fault">Why it can't be ordered, or why nobody can say whether it matches; null for one that is found.</param>
    public readonly record struct Match(ItemKey Key, FileItem Item, string? Fault);

    /// <summary>The items that match, and those of which nobody can say so, in their order.</summary>
    public IReadOnlyList<Match> Run(IReadOnlyList<FileItem> items, CancellationToken cancellation)
    {
        var matches = new List<Match>();
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Matches(item, out var unread))
                matches.Add(new Match(ItemKey.Of(item, Sort), item, item.Fault ?? unread));
        }
        matches.Sort((one, other) => one.Key.CompareTo(other.Key, Sort.Descending));
        return matches;
    }

    /// <summary>The product of a match, with what had to be read otherwise than it stands.</summary>
    public CatalogueProduct Product(Match match) =>
        match.Item.Product!.Remarked(_asksTime ? match.Item.Time.Fault : null).Remarked(_asksArea ? match.Item.FootprintFault : null);

    /// <param name="item">The dear tests are the last.</param>
    /// <param name="unread">What of it could not be read, if that is all that speaks against it.</param>
    bool Matches(FileItem item, out string? unread)
    {
        unread = null;
        if (item.Product is { } product && (!product.IsOf(_query.Tenant) || product.Created > _query.ResolvedAt))
            return false;
        if (_query.Collections is { } collections && (item.Collection is not { } own || !collections.Contains(own)))
            return false;
        return Holds(_time is null ? true : item.Time.Meets(_time), item.Time.Fault, ref unread)
            && Holds(_area is null ? true : item.Meets(_area, _heights), item.FootprintFault, ref unread)
            && Holds(_filter is null ? true : item.Matches(_filter), _filter is null ? null : Unread(item, _filter), ref unread);
    }

    /// <summary>Whether a test holds, or may hold as far as one can read.</summary>
    static bool Holds(bool? known, string? fault, ref string? unread)
    {
        if (known is null)
            unread ??= fault;
        return known ?? fault is not null;
    }

    /// <summary>What the filter asks for and could not be read.</summary>
    static string? Unread(FileItem item, Filter filter) =>
        (filter.Asks(FilterSubject.Time) ? item.Time.Fault : null)
        ?? (filter.Asks(FilterSubject.Area) ? item.FootprintFault : null)
        ?? filter.Properties.Select(item.TimeFault).FirstOrDefault(fault => fault is not null);
}
