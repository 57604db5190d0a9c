using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Batches;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Json;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Batches;

/// <summary>A page of a batch's orders, each as statusInfo.</summary>
sealed record OrderList(IReadOnlyList<StatusInfo> Orders, IReadOnlyList<Link> Links);

/// <summary><c>GET /batches/{id}/orders</c>: by order id, by page. They are jobs like any other, but not in the plain job list.</summary>
static class BatchOrdersResource
{
    static readonly string[] _statuses = [OrderStatus.Accepted, OrderStatus.Running, OrderStatus.Successful, OrderStatus.Failed, OrderStatus.Dismissed];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/batches/{batchId}/orders", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOnlyAsync);

    static async Task<IResult> ReadAsync(
        string batchId, HttpContext http, BatchQueries queries, StoreWait store, OrderJobs jobs, JobView view, Addresses addresses)
    {
        var query = PageQuery.Read(http.Request.Query, _statuses);
        var batch = await BatchResource.FindAsync(batchId, queries, store, http.RequestAborted);
        var orders = await store.ForAsync(
            token => queries.OrdersAsync(batch.CorrelationId, query.Statuses, query.Limit + 1, query.After?.Id, token), http.RequestAborted);
        var page = orders.Take(query.Limit).ToList();
        var links = PageQuery.Links(
            addresses.OrdersOf(batch.CorrelationId), http.Request, orders.Count > page.Count ? PageCursor.Write(0, page[^1].CorrelationId) : null);
        return BodyAnswer.Json(new OrderList(page.ConvertAll(order => view.Of(jobs.Of(order))), links), links);
    }
}
