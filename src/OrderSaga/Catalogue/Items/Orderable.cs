using OrderSaga.Regards;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Items;

static class Orderable
{
    /// <summary>Why REGARDS could not be asked for the product, or null.</summary>
    public static string? Fault(CatalogueProduct product)
    {
        if (!RegardsUrn.TryParse(product.Urn, out _))
            return $"urn '{Excerpt.Of(product.Urn)}': must be a REGARDS URN such as URN:FEATURE:DATA:tenant:0198b7c2-5a3e-4d10-9a4f-3c1d2e4b5a69:V1";
        return product.Id.Length > PatchRequestValidator.MaxProviderIdLength
            ? $"id '{Excerpt.Of(product.Id)}': must have at most {PatchRequestValidator.MaxProviderIdLength} characters"
            : null;
    }

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
