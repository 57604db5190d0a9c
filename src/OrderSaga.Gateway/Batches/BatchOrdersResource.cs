using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;

namespace OrderSaga.Gateway.Batches;

/// <summary>A page of a batch's orders, each as statusInfo.</summary>
sealed record OrderList(IReadOnlyList<StatusInfo> Orders, IReadOnlyList<Link> Links);

/// <summary><c>GET /batches/{id}/orders</c>: by order id, by page. They are jobs like any other, but not in the plain job list.</summary>
sealed class BatchOrdersResource(BatchQueries queries, StoreWait store, OrderJobs jobs, JobView view, OrderRows rows, Addresses addresses, Site site)
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(
            "/batches/{batchId}/orders", [HttpMethods.Get, HttpMethods.Head], (string batchId, HttpContext http, BatchOrdersResource orders) => orders.ReadAsync(batchId, http))
            .AddEndpointFilter(Negotiation.JsonOrPageAsync);

    async Task<IResult> ReadAsync(string batchId, HttpContext http)
    {
        var query = PageQuery.Read(http.Request.Query, JobListQuery.Statuses);
        var batch = await BatchResource.FindAsync(batchId, queries, store, http.RequestAborted);
        var orders = await store.ForAsync(
            token => queries.OrdersAsync(batch.CorrelationId, query.Statuses, query.Limit + 1, query.After?.Id, token), http.RequestAborted);
        var listed = orders.Take(query.Limit).Select(jobs.Of).ToList();
        var links = PageLinks.Of(
            addresses.OrdersOf(batch.CorrelationId), http.Request, orders.Count > listed.Count ? PageCursor.Write(0, listed[^1].Id) : null,
            new Link(addresses.Batch(batch.CorrelationId), Relations.Up, MediaType.Json, "The batch"));
        return ResourceAnswer.Of(http, new OrderList(listed.ConvertAll(view.Of), links), links, () => PageOf(batch, listed, links, http.Request.Query));
    }

    Page PageOf(Batch batch, List<Job> orders, IReadOnlyList<Link> links, IQueryCollection query) => new("Orders")
    {
        Section = BulkTrail.Section,
        Path = BulkTrail.To(site, batch),
        Badge = BatchCourse.BadgesOf(batch),
        Live = batch.Created is not null && BatchCourse.GoesOn(batch) ? new Live(Every) : null,
        Body = $"""
            {StatusChips.Of(site.OrdersOf(batch.CorrelationId), query, JobListQuery.Statuses, "Orders by status")}
            <section id="orders" data-live="">
            {rows.Of(orders)}
            {Paging.Of(site.OrdersOf(batch.CorrelationId), query, links, site)}</section>

            """,
    };
}
