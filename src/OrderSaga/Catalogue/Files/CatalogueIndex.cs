using OrderSaga.Catalogue.Items;

namespace OrderSaga.Catalogue.Files;

/// <summary>The items of one reading of the catalogue, and their products by id and by URN; never changed once built.</summary>
sealed class CatalogueIndex
{
    readonly Dictionary<string, CatalogueProduct> _first = new(StringComparer.Ordinal);

    // Few keys have more than one product; only these pay for a list.
    readonly Dictionary<string, List<CatalogueProduct>> _others = new(StringComparer.Ordinal);

    readonly List<FileItem> _items = [];

    CatalogueIndex()
    {
    }

    public int Count => _items.Count;

    public IReadOnlyList<FileItem> Items => _items;

    /// <summary>The first product that is not online.</summary>
    public string? SomeOffline { get; private set; }

    public static async Task<CatalogueIndex> BuildAsync(IAsyncEnumerable<FileItem> items, CancellationToken cancellation)
    {
        var index = new CatalogueIndex();
        await foreach (var item in items.WithCancellation(cancellation))
        {
            index._items.Add(item);
            index.Add(item.Product);
        }
        return index;
    }

    /// <summary>The products under exactly this id or URN, of one tenant or of all.</summary>
    public IEnumerable<CatalogueProduct> Find(string key, string? tenant)
    {
        if (!_first.TryGetValue(key, out var first))
            return [];
        var all = _others.TryGetValue(key, out var others) ? others.Prepend(first) : [first];
        return all.Where(product => product.IsOf(tenant));
    }

    void Add(CatalogueProduct product)
    {
        if (!product.Online)
            SomeOffline ??= product.Id;
        Add(product.Id, product);
        // Some catalogues use the URN as the item's id: still one product.
        if (product.Urn != product.Id)
            Add(product.Urn, product);
    }

    void Add(string key, CatalogueProduct product)
    {
        if (_first.TryAdd(key, product))
            return;
        if (!_others.TryGetValue(key, out var others))
            _others.Add(key, others = []);
        others.Add(product);
    }
}
