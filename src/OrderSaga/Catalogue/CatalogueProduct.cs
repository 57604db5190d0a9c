namespace OrderSaga.Catalogue;

/// <summary>One product as the catalogue knows it: what an order needs to name it to the archive.</summary>
/// <param name="Id">The provider's id; REGARDS takes at most 100 characters.</param>
/// <param name="Urn">The REGARDS URN, text as REGARDS stores it: it finds the product by exact text.</param>
/// <param name="Model">REGARDS model the product's properties are checked against.</param>
/// <param name="EntityType"><c>DATA</c>, <c>DATASET</c> or <c>COLLECTION</c>.</param>
/// <param name="Size">Bytes, or null when the catalogue does not say.</param>
/// <param name="Online">Downloadable now, without an order.</param>
/// <param name="EvictionDate">UTC; when an online product goes offline again, null when not known or offline.</param>
/// <param name="Href">Where an online product can be downloaded.</param>
public sealed record CatalogueProduct(
    string Id,
    string Urn,
    string Model,
    string EntityType,
    long? Size,
    bool Online,
    DateTime? EvictionDate,
    string? Href)
{
    /// <summary>The collection that the item is in, or null.</summary>
    public string? Collection { get; init; }

    /// <summary>The item's own id, where that is another than <see cref="Id"/>.</summary>
    public string? ItemId { get; init; }

    /// <summary>UTC; when the catalogue took the product in, or null when it does not say.</summary>
    public DateTime? Created { get; init; }

    /// <summary>For people: what of the item had to be read otherwise than it stands for this search; null when nothing had.</summary>
    public string? Remark { get; init; }

    /// <summary>The product with one more remark; itself where there is none.</summary>
    internal CatalogueProduct Remarked(string? remark) => remark is null ? this : this with { Remark = Remark is null ? remark : $"{Remark}; {remark}" };
}
