namespace OrderSaga.Catalogue;

/// <summary>A part of a search's products.</summary>
/// <param name="Products">May be empty on any page.</param>
/// <param name="Next">Where the next page begins, to be kept with this page's products; null on the last page. At most 8000 characters.</param>
/// <param name="Matched">How many items match in all, as far as the catalogue says; those of other tenants may be counted.</param>
public sealed record CataloguePage(IReadOnlyList<CatalogueProduct> Products, string? Next, long? Matched)
{
    /// <summary>Items that match but can't be ordered, such as one without a URN.</summary>
    public IReadOnlyList<UnusableItem> Unusable { get; init; } = [];

    /// <summary>On the last page: what the catalogue gave otherwise than it announced; null when all agrees.</summary>
    public CatalogueGap? Gap { get; init; }
}

/// <param name="Identifier">The item's id, or null when it has none.</param>
/// <param name="Fault">Field, value and rule.</param>
public sealed record UnusableItem(string? Identifier, string Fault)
{
    /// <summary>The collection that the item is in, or null.</summary>
    public string? Collection { get; init; }
}
