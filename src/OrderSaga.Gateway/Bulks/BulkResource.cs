using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Bulks;

/// <summary><c>GET /bulks/{id}</c>: the whole bulk.</summary>
static class BulkResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/bulks/{bulkId}", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static async Task<IResult> ReadAsync(string bulkId, HttpContext http, BulkQueries queries, StoreWait store, BulkPage page, Addresses addresses)
    {
        var bulk = await FindAsync(bulkId, queries, store, http.RequestAborted);
        var figures = await store.ForAsync(token => queries.FiguresAsync(bulk, token), http.RequestAborted);
        var info = BulkInfo.Of(bulk, figures, addresses);
        return await ResourceAnswer.OfAsync(http, info, info.Links, () => page.OfAsync(bulk, figures, problem: null, http.RequestAborted));
    }

    /// <exception cref="RefusedException">404: there is no such bulk.</exception>
    public static async Task<Bulk> FindAsync(string bulkId, BulkQueries queries, StoreWait store, CancellationToken aborted) =>
        Guid.TryParseExact(bulkId, "D", out var id) && await store.ForAsync(token => queries.FindAsync(id, token), aborted) is { } bulk
            ? bulk
            : throw Refusals.NoSuch("bulk", bulkId);
}
