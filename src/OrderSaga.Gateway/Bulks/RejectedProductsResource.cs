using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Bulks;

/// <summary>A product of a bulk that is not ordered.</summary>
/// <param name="Reason">A <see cref="RejectionReason"/>.</param>
/// <param name="Detail">For people: what is wrong with an unusable one.</param>
sealed record RejectedProduct(int Position, string ProductIdentifier, string Reason, string? Detail);

sealed record RejectedProducts(IReadOnlyList<RejectedProduct> Products, IReadOnlyList<Link> Links);

/// <summary><c>GET /bulks/{id}/rejected</c>: in the order of the selection, by page.</summary>
static class RejectedProductsResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/bulks/{bulkId}/rejected", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static async Task<IResult> ReadAsync(string bulkId, HttpContext http, BulkQueries queries, StoreWait store, RejectedProductsPage page, Addresses addresses)
    {
        var query = PageQuery.Read(http.Request.Query, statuses: []);
        var bulk = await BulkResource.FindAsync(bulkId, queries, store, http.RequestAborted);
        var rejected = await store.ForAsync(
            token => queries.RejectedAsync(bulk.CorrelationId, query.Limit + 1, query.After?.Number ?? 0, token), http.RequestAborted);
        var listed = rejected.Take(query.Limit).ToList();
        var links = PageQuery.Links(
            addresses.RejectedOf(bulk.CorrelationId), http.Request, rejected.Count > listed.Count ? PageCursor.Write(listed[^1].Position, Guid.Empty) : null,
            new Link(addresses.Bulk(bulk.CorrelationId), Relations.Up, GatewayJson.MediaType, "The bulk"));
        var products = listed.ConvertAll(product => new RejectedProduct(product.Position, product.Identifier, product.Reason!, product.Fault));
        return ResourceAnswer.Of(http, new RejectedProducts(products, links), links, () => page.Of(bulk, products, links, http.Request.Query));
    }
}
