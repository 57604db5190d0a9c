using OrderSaga.Catalogue.Items;

namespace OrderSaga.Catalogue.Files;

/// <summary>The items of one reading of the catalogue, and their products by id and by URN; never changed once built.</summary>
sealed class CatalogueIndex
{
    /// <summary>A catalogue that is wrong throughout must not fill the log.</summary>
    const int MostFaults = 20;

    readonly Dictionary<string, CatalogueProduct> _first = new(StringComparer.Ordinal);

    // Few keys have more than one product; only these pay for a list.
    readonly Dictionary<string, List<CatalogueProduct>> _others = new(StringComparer.Ordinal);

    readonly Dictionary<string, List<FileItem>> _unusable = new(StringComparer.Ordinal);
    readonly List<FileItem> _items = [];
    readonly List<string> _faults = [];

    CatalogueIndex()
    {
    }

    /// <summary>Items that are products.</summary>
    public int Count { get; private set; }

    /// <summary>All of them, those that are no products too.</summary>
    public IReadOnlyList<FileItem> Items => _items;

    /// <summary>What is not as it should be: place, field, value and rule, of the first faults alone.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>All faults, those among them that are not kept.</summary>
    public int FaultCount { get; private set; }

    /// <summary>What the file holds otherwise than it says; null when all agrees.</summary>
    public string? Gap { get; private set; }

    /// <summary>The first product that is not online.</summary>
    public string? SomeOffline { get; private set; }

    public static async Task<CatalogueIndex> BuildAsync(StacFile file, CancellationToken cancellation)
    {
        var index = new CatalogueIndex();
        await foreach (var item in file.ReadAsync(cancellation))
            index.Add(item);
        index.Gap = file.Announced?.Gap(index._items.Count, index.Different());
        return index;
    }

    /// <summary>The products under exactly this id or URN, of one tenant or of all.</summary>
    public IEnumerable<CatalogueProduct> Find(ItemName name, string? tenant)
    {
        if (!_first.TryGetValue(name.Key, out var first))
            return [];
        var all = _others.TryGetValue(name.Key, out var others) ? others.Prepend(first) : [first];
        // One that stands there twice is still one product.
        return all.Where(product => product.IsOf(tenant) && (name.Collection is null || name.Collection == product.Collection)).DistinctBy(product => product.Urn, StringComparer.Ordinal);
    }

    /// <summary>The items, each counted once; those without an id each for itself.</summary>
    int Different() => _items.DistinctBy(item => (item.Collection, Id: item.Id ?? item.Place, item.Product?.Urn)).Count();

    /// <summary>Why the item of this name can't be ordered; null when there is none that can't.</summary>
    public string? FaultOf(ItemName name) =>
        _unusable.GetValueOrDefault(name.Key, []).Find(item => name.Collection is null || name.Collection == item.Collection)?.Fault;

    void Add(FileItem item)
    {
        _items.Add(item);
        foreach (var fault in item.Faults)
        {
            if (FaultCount++ < MostFaults)
                _faults.Add($"{item.Place}: {fault}");
        }
        if (item.Product is { } product)
            Add(product);
        else if (item.Id is { } id && !_unusable.TryAdd(id, [item]))
            _unusable[id].Add(item);
    }

    void Add(CatalogueProduct product)
    {
        Count++;
        if (!product.Online)
            SomeOffline ??= product.Id;
        // Some catalogues use the URN as the item's id, or give it another one than the product's: still one product.
        foreach (var key in new[] { product.Id, product.Urn, product.ItemId }.OfType<string>().Distinct(StringComparer.Ordinal))
            Add(key, product);
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
