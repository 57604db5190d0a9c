using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Bulks;

/// <summary><c>GET /bulks/{id}/batches</c>: by number, by page.</summary>
static class BulkBatchesResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/bulks/{bulkId}/batches", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOnlyAsync);

    static async Task<IResult> ReadAsync(string bulkId, HttpContext http, BulkQueries queries, StoreWait store, Addresses addresses)
    {
        var query = PageQuery.Read(http.Request.Query, BatchInfo.Statuses);
        var bulk = await BulkResource.FindAsync(bulkId, queries, store, http.RequestAborted);
        var batches = await store.ForAsync(
            token => queries.BatchesAsync(bulk.CorrelationId, query.Limit + 1, query.After, query.Statuses, token), http.RequestAborted);
        var page = batches.Take(query.Limit).ToList();
        var links = PageQuery.Links(
            addresses.BatchesOf(bulk.CorrelationId), http.Request, batches.Count > page.Count ? PageCursor.Write(page[^1].Number, page[^1].CorrelationId) : null);
        return BodyAnswer.Json(new BatchList(page.ConvertAll(batch => BatchInfo.Of(batch, addresses)), links), links);
    }
}
