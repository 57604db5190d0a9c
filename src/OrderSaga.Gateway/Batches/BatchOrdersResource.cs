using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Batches;

/// <summary>A page of a batch's orders, each as statusInfo.</summary>
sealed record OrderList(IReadOnlyList<StatusInfo> Orders, IReadOnlyList<Link> Links);

/// <summary><c>GET /batches/{id}/orders</c>: by order id, by page. They are jobs like any other, but not in the plain job list.</summary>
static class BatchOrdersResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/batches/{batchId}/orders", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static async Task<IResult> ReadAsync(
        string batchId, HttpContext http, BatchQueries queries, StoreWait store, OrderJobs jobs, JobView view, BatchOrdersPage page, Addresses addresses)
    {
        var query = PageQuery.Read(http.Request.Query, JobListQuery.Statuses);
        var batch = await BatchResource.FindAsync(batchId, queries, store, http.RequestAborted);
        var orders = await store.ForAsync(
            token => queries.OrdersAsync(batch.CorrelationId, query.Statuses, query.Limit + 1, query.After?.Id, token), http.RequestAborted);
        var listed = orders.Take(query.Limit).Select(jobs.Of).ToList();
        var links = PageQuery.Links(
            addresses.OrdersOf(batch.CorrelationId), http.Request, orders.Count > listed.Count ? PageCursor.Write(0, listed[^1].Id) : null,
            new Link(addresses.Batch(batch.CorrelationId), Relations.Up, GatewayJson.MediaType, "The batch"));
        return ResourceAnswer.Of(http, new OrderList(listed.ConvertAll(view.Of), links), links, () => page.Of(batch, listed, links, http.Request.Query));
    }
}
