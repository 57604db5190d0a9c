using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Bulks;

/// <summary>A page of a bulk's batches.</summary>
sealed record BatchList(IReadOnlyList<BatchInfo> Batches, IReadOnlyList<Link> Links);

/// <summary><c>GET /bulks/{id}/batches</c>: by number, by page.</summary>
sealed class BulkBatchesResource(BulkQueries queries, StoreWait store, BatchRows rows, Addresses addresses, Site site)
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(
            "/bulks/{bulkId}/batches", [HttpMethods.Get, HttpMethods.Head], (string bulkId, HttpContext http, BulkBatchesResource batches) => batches.ReadAsync(bulkId, http))
            .AddEndpointFilter(Negotiation.JsonOrPageAsync);

    async Task<IResult> ReadAsync(string bulkId, HttpContext http)
    {
        var query = PageQuery.Read(http.Request.Query, BatchInfo.Statuses);
        var bulk = await BulkResource.FindAsync(bulkId, queries, store, http.RequestAborted);
        var batches = await store.ForAsync(
            token => queries.BatchesAsync(bulk.CorrelationId, query.Limit + 1, query.After, query.Statuses, token), http.RequestAborted);
        var listed = batches.Take(query.Limit).ToList();
        var links = PageLinks.Of(
            addresses.BatchesOf(bulk.CorrelationId), http.Request, batches.Count > listed.Count ? PageCursor.Write(listed[^1].Number, listed[^1].CorrelationId) : null,
            new Link(addresses.Bulk(bulk.CorrelationId), Relations.Up, MediaType.Json, "The bulk"));
        var list = new BatchList(listed.ConvertAll(batch => BatchInfo.Of(batch, addresses)), links);
        return ResourceAnswer.Of(http, list, links, () => PageOf(bulk, listed, links, http.Request.Query));
    }

    Page PageOf(Bulk bulk, List<Batch> batches, IReadOnlyList<Link> links, IQueryCollection query) => new("Batches")
    {
        Section = BulkTrail.Section,
        Path = BulkTrail.To(site, bulk.Label, bulk.CorrelationId),
        Live = batches.Any(batch => batch.Status is JobStatus.Accepted or JobStatus.Running) ? new Live(Every) : null,
        Body = $"""
            {StatusChips.Of(site.BatchesOf(bulk.CorrelationId), query, BatchInfo.Statuses, "Batches by status")}
            <section id="batches" data-live="">
            {rows.Of(batches)}
            {Paging.Of(site.BatchesOf(bulk.CorrelationId), query, links, site)}</section>

            """,
    };
}
