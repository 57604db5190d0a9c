using OrderSaga.Catalogue.Items;

namespace OrderSaga.Catalogue.Stac;

/// <summary>The items that look-ups found, by the key that each was asked for.</summary>
sealed class StacFindings
{
    readonly Dictionary<string, List<StacItemReading>> _items = new(StringComparer.Ordinal);

    /// <summary>What the API gave otherwise than it announced; null when all agrees.</summary>
    public CatalogueGap? Gap { get; set; }

    public bool Holds(string key) => _items.ContainsKey(key);

    public void Add(string key, StacItemReading item)
    {
        if (!_items.TryGetValue(key, out var items))
            _items.Add(key, items = []);
        // An API may give one item on two pages.
        if (!items.Contains(item))
            items.Add(item);
    }

    /// <param name="name">What was asked for.</param>
    /// <param name="tenant">Only products of this tenant, or null.</param>
    /// <param name="now">Products evicted by now are offline.</param>
    public CatalogueAnswer Answer(ItemName name, string? tenant, DateTimeOffset now)
    {
        var items = _items.GetValueOrDefault(name.Key, [])
            .Where(item => item.Product?.IsOf(tenant) is not false && (name.Collection is null || name.Collection == item.Collection)).ToList();
        var products = items.Where(item => item.Product is not null).DistinctBy(item => item.Product!.Urn, StringComparer.Ordinal).ToList();
        // What was not given may be another of that name, or the only one.
        if (Gap is { } gap && (gap.Fails || items.Count == 0))
            return new CatalogueAnswer.Unusable(gap.Text) { Gap = gap };
        return products.Count switch
        {
            1 => new CatalogueAnswer.Found(products[0].Product!.AsOf(now)),
            > 1 => new CatalogueAnswer.Ambiguous(products.Count),
            _ => items.Count > 0 ? new CatalogueAnswer.Unusable(items[0].Fault!) : new CatalogueAnswer.NotFound(),
        };
    }
}
