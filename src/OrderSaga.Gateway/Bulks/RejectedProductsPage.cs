using Microsoft.AspNetCore.Http;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Bulks;

/// <summary>What of a bulk is not ordered, and why, as people see it.</summary>
sealed class RejectedProductsPage(Site site)
{
    static readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal)
    {
        [RejectionReason.Unknown] = "The catalogue has no such product.",
        [RejectionReason.Duplicate] = "The same product is in the bulk already.",
        [RejectionReason.Ambiguous] = "The catalogue has several products of that name; name it by its URN or its address.",
        [RejectionReason.AlreadyOnline] = "It can be downloaded already.",
        [RejectionReason.Unusable] = "Its catalogue entry is not one that the archive could find.",
    };

    static readonly Table<RejectedProduct> _table = new("Products that are not ordered", "Every product is ordered.")
    {
        { "Product", product => $"{product.ProductIdentifier}", "subject" },
        { "Place", product => Counts.Of(product.Position), "number" },
        { "Reason", product => $"<code>{product.Reason}</code>", "word" },
        { "Why", product => $"{_reasons.GetValueOrDefault(product.Reason)} {product.Detail}", "wide" },
    };

    public Page Of(Bulk bulk, IReadOnlyList<RejectedProduct> products, IReadOnlyList<Link> links, IQueryCollection query) => new("Products not ordered")
    {
        Section = Section.Bulks,
        Path = BulkPath.To(site, bulk.Label, bulk.CorrelationId),
        Body = $"""
            <p class="lead">{Counts.Text(bulk.Rejected)} of the {Counts.Text(bulk.Taken)} products that were looked up.</p>
            {_table.Of(products)}
            {Paging.Of(site.RejectedOf(bulk.CorrelationId), query, links, site)}
            """,
    };
}
