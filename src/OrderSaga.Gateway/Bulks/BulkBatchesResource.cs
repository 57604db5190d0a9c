using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Bulks;

/// <summary><c>GET /bulks/{id}/batches</c>: by number, by page.</summary>
static class BulkBatchesResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/bulks/{bulkId}/batches", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static async Task<IResult> ReadAsync(string bulkId, HttpContext http, BulkQueries queries, StoreWait store, BulkBatchesPage page, Addresses addresses)
    {
        var query = PageQuery.Read(http.Request.Query, BatchInfo.Statuses);
        var bulk = await BulkResource.FindAsync(bulkId, queries, store, http.RequestAborted);
        var batches = await store.ForAsync(
            token => queries.BatchesAsync(bulk.CorrelationId, query.Limit + 1, query.After, query.Statuses, token), http.RequestAborted);
        var listed = batches.Take(query.Limit).ToList();
        var links = PageQuery.Links(
            addresses.BatchesOf(bulk.CorrelationId), http.Request, batches.Count > listed.Count ? PageCursor.Write(listed[^1].Number, listed[^1].CorrelationId) : null,
            new Link(addresses.Bulk(bulk.CorrelationId), Relations.Up, GatewayJson.MediaType, "The bulk"));
        var list = new BatchList(listed.ConvertAll(batch => BatchInfo.Of(batch, addresses)), links);
        return ResourceAnswer.Of(http, list, links, () => page.Of(bulk, listed, links, http.Request.Query));
    }
}
