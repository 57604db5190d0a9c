namespace OrderSaga.Catalogue;

/// <summary>The products of one reading of the catalogue, by id and by URN; never changed once built.</summary>
sealed class CatalogueIndex
{
    readonly Dictionary<string, CatalogueProduct> _first = new(StringComparer.Ordinal);

    // Few keys have more than one product; only these pay for a list.
    readonly Dictionary<string, List<CatalogueProduct>> _others = new(StringComparer.Ordinal);

    CatalogueIndex()
    {
    }

    public int Count { get; private set; }

    /// <summary>The first product that is not online.</summary>
    public string? SomeOffline { get; private set; }

    public static async Task<CatalogueIndex> BuildAsync(IAsyncEnumerable<CatalogueProduct> products, CancellationToken cancellation)
    {
        var index = new CatalogueIndex();
        await foreach (var product in products.WithCancellation(cancellation))
            index.Add(product);
        return index;
    }

    /// <summary>The products under exactly this id or URN, of one tenant or of all.</summary>
    public IEnumerable<CatalogueProduct> Find(string key, string? tenant)
    {
        if (!_first.TryGetValue(key, out var first))
            return [];
        var all = _others.TryGetValue(key, out var others) ? others.Prepend(first) : [first];
        return all.Where(product => BelongsTo(product, tenant));
    }

    void Add(CatalogueProduct product)
    {
        Count++;
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

    /// <summary>The tenant is the fourth part of <c>URN:FEATURE:DATA:tenant:uuid:V1</c>.</summary>
    static bool BelongsTo(CatalogueProduct product, string? tenant)
    {
        const int position = 3;
        if (string.IsNullOrEmpty(tenant))
            return true;
        var parts = product.Urn.Split(':');
        return parts.Length <= position || parts[position] == tenant;
    }
}
