using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;

namespace OrderSaga.Gateway.Bulks;

/// <summary>A product of a bulk that is not ordered.</summary>
/// <param name="Reason">A <see cref="RejectionReason"/>.</param>
/// <param name="Detail">For people: what is wrong with an unusable one.</param>
sealed record RejectedProduct(int Position, string ProductIdentifier, string Reason, string? Detail) : ISnakeCase;

sealed record RejectedProducts(IReadOnlyList<RejectedProduct> Products, IReadOnlyList<Link> Links);

/// <summary><c>GET /bulks/{id}/rejected</c>: what is not ordered and why, in the order of the selection, by page.</summary>
sealed class RejectedProductsResource(BulkQueries queries, StoreWait store, Addresses addresses, Site site)
{
    static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        [RejectionReason.Unknown] = "The catalogue has no such product.",
        [RejectionReason.Duplicate] = "The same product is in the bulk already.",
        [RejectionReason.Ambiguous] = "The catalogue has several products of that name; name it by its URN or its address.",
        [RejectionReason.AlreadyOnline] = "It can be downloaded already.",
        [RejectionReason.Unusable] = "Its catalogue entry is not one that the archive could find.",
    };

    static readonly Table<RejectedProduct> ProductTable = new("Products that are not ordered", "Every product is ordered.")
    {
        { "Product", product => $"{product.ProductIdentifier}", "subject" },
        { "Place", product => Counts.Of(product.Position), "number" },
        { "Reason", product => $"<code>{product.Reason}</code>", "word" },
        { "Why", product => $"{Reasons.GetValueOrDefault(product.Reason)} {product.Detail}", "wide" },
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(
            "/bulks/{bulkId}/rejected", [HttpMethods.Get, HttpMethods.Head], (string bulkId, HttpContext http, RejectedProductsResource rejected) => rejected.ReadAsync(bulkId, http))
            .AddEndpointFilter(Negotiation.JsonOrPageAsync);

    async Task<IResult> ReadAsync(string bulkId, HttpContext http)
    {
        var query = PageQuery.Read(http.Request.Query, statuses: []);
        var bulk = await BulkResource.FindAsync(bulkId, queries, store, http.RequestAborted);
        var rejected = await store.ForAsync(
            token => queries.RejectedAsync(bulk.CorrelationId, query.Limit + 1, query.After?.Number ?? 0, token), http.RequestAborted);
        var listed = rejected.Take(query.Limit).ToList();
        var links = PageLinks.Of(
            addresses.RejectedOf(bulk.CorrelationId), http.Request, rejected.Count > listed.Count ? PageCursor.Write(listed[^1].Position, Guid.Empty) : null,
            new Link(addresses.Bulk(bulk.CorrelationId), Relations.Up, MediaType.Json, "The bulk"));
        var products = listed.ConvertAll(product => new RejectedProduct(product.Position, product.Identifier, product.Reason!, product.Fault));
        return ResourceAnswer.Of(http, new RejectedProducts(products, links), links, () => PageOf(bulk, products, links, http.Request.Query));
    }

    Page PageOf(Bulk bulk, List<RejectedProduct> products, IReadOnlyList<Link> links, IQueryCollection query) => new("Products not ordered")
    {
        Section = BulkTrail.Section,
        Path = BulkTrail.To(site, bulk.Label, bulk.CorrelationId),
        Body = $"""
            <p class="lead">{Counts.Text(bulk.Rejected)} of the {Counts.Text(bulk.Taken)} products that were looked up.</p>
            {ProductTable.Of(products)}
            {Paging.Of(site.RejectedOf(bulk.CorrelationId), query, links, site)}
            """,
    };
}
