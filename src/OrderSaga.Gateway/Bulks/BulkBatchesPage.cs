using Microsoft.AspNetCore.Http;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Json;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Bulks;

/// <summary>All batches of a bulk as people see them, page by page.</summary>
sealed class BulkBatchesPage(BatchTable table, Site site)
{
    static readonly TimeSpan _every = TimeSpan.FromSeconds(2);

    public Page Of(Bulk bulk, IReadOnlyList<Batch> batches, IReadOnlyList<Link> links, IQueryCollection query) => new("Batches")
    {
        Section = Section.Bulks,
        Path = BulkPath.To(site, bulk.Label, bulk.CorrelationId),
        Live = batches.Any(batch => batch.Status is JobStatus.Accepted or JobStatus.Running) ? new Live(_every) : null,
        Body = $"""
            {StatusChips.Of(site.BatchesOf(bulk.CorrelationId), query, BatchInfo.Statuses, "Batches by status")}
            <section id="batches" data-live="">
            {table.Of(batches)}
            {Paging.Of(site.BatchesOf(bulk.CorrelationId), query, links, site)}</section>

            """,
    };
}
