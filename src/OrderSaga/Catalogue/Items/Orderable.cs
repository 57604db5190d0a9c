using OrderSaga.Archive;

namespace OrderSaga.Catalogue.Items;

static class Orderable
{
    const string Prefix = "product.";

    /// <summary>The product as the archive is asked for it.</summary>
    public static ArchiveProduct ForArchive(this CatalogueProduct product) => new(product.Id, product.Urn, product.Model, product.EntityType);

    /// <summary>Why the archive could not be asked for the product, the first reason; null if it could.</summary>
    public static string? Fault(this IArchiveRules archive, CatalogueProduct product) => archive.CheckProduct(product.ForArchive()) is [var fault, ..]
        ? $"{(fault.Field.StartsWith(Prefix, StringComparison.Ordinal) ? fault.Field[Prefix.Length..] : fault.Field)} '{fault.Value}': {fault.Rule}"
        : null;

    /// <summary>Whether the product is of the tenant, the fourth part of <c>URN:FEATURE:DATA:tenant:uuid:V1</c>; true without a tenant, or for a URN of another form.</summary>
    public static bool IsOf(this CatalogueProduct product, string? tenant)
    {
        const int position = 3;
        if (string.IsNullOrEmpty(tenant))
            return true;
        var part = 0;
        foreach (var range in product.Urn.AsSpan().Split(':'))
        {
            if (part++ == position)
                return product.Urn.AsSpan()[range].SequenceEqual(tenant);
        }
        return true;
    }

    /// <summary>A product past its eviction date is offline again, whatever the catalogue still says.</summary>
    public static CatalogueProduct AsOf(this CatalogueProduct product, DateTimeOffset now) =>
        product.EvictionDate <= now.UtcDateTime ? product with { Online = false, EvictionDate = null, Href = null } : product;
}
