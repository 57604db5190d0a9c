using Microsoft.AspNetCore.Http;
using OrderSaga.Batches;
using OrderSaga.Gateway.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Batches;

/// <summary>All orders of a batch as people see them, page by page.</summary>
sealed class BatchOrdersPage(OrderTable table, Site site)
{
    static readonly TimeSpan _every = TimeSpan.FromSeconds(2);

    public Page Of(Batch batch, IReadOnlyCollection<Job> orders, IReadOnlyList<Link> links, IQueryCollection query) => new("Orders")
    {
        Section = Section.Bulks,
        Path = BulkPath.To(site, batch),
        Badge = BatchCourse.BadgesOf(batch),
        Live = batch.Created is not null && BatchCourse.GoesOn(batch) ? new Live(_every) : null,
        Body = $"""
            {StatusChips.Of(site.OrdersOf(batch.CorrelationId), query, JobListQuery.Statuses, "Orders by status")}
            <section id="orders" data-live="">
            {table.Of(orders)}
            {Paging.Of(site.OrdersOf(batch.CorrelationId), query, links, site)}</section>

            """,
    };
}
