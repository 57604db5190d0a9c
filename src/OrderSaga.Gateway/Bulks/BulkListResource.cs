using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Bulks;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Bulks;

/// <summary>A page of bulks.</summary>
sealed record BulkList(IReadOnlyList<BulkInfo> Bulks, IReadOnlyList<Link> Links);

/// <summary><c>GET /bulks</c>: newest first, by page.</summary>
sealed class BulkListResource(BulkQueries queries, StoreWait store, BulkRows rows, Addresses addresses, Site site, TimeProvider time)
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/bulks", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, BulkListResource list) => list.ReadAsync(http))
            .AddEndpointFilter(Negotiation.JsonOrPageAsync);

    async Task<IResult> ReadAsync(HttpContext http)
    {
        var (limit, after) = Read(http.Request.Query);
        // One more than asked for tells whether there is a next page.
        var bulks = await store.ForAsync(token => queries.ListAsync(new JobFilter(), time.UtcNow(), limit + 1, after, token), http.RequestAborted);
        var listed = bulks.Take(limit).ToList();
        var figures = await store.ForAsync(token => queries.FiguresAsync(listed, token), http.RequestAborted);
        List<(Bulk Bulk, BulkFigures Figures)> found = [.. listed.Zip(figures)];
        var links = PageLinks.Of(
            addresses.Bulks, http.Request, bulks.Count > listed.Count ? PageCursor.Write(listed[^1].Created, listed[^1].CorrelationId) : null);
        var list = new BulkList(found.ConvertAll(row => BulkInfo.Of(row.Bulk, row.Figures, addresses)), links);
        return ResourceAnswer.Of(http, list, links, () => PageOf(found, links, http.Request.Query));
    }

    Page PageOf(List<(Bulk, BulkFigures)> found, IReadOnlyList<Link> links, IQueryCollection query) => new("Bulks")
    {
        Section = BulkTrail.Section,
        // Further pages begin at a fixed bulk, and who reads them does not want them to move.
        Live = Paging.IsFirst(query) ? new Live(Every) : null,
        Body = $"""
            <p class="actions"><a class="button" href="{BulksOverHttp.Invitation.PathOf(site)}">{BulksOverHttp.Invitation.Text}</a></p>
            <section id="bulks" data-live="">
            {rows.Of(found)}
            {Paging.Of(site.Bulks, query, links, site)}</section>

            """,
    };

    static (int Limit, (DateTime, Guid)? After) Read(IQueryCollection query)
    {
        var faults = new FoundFaults();
        var limit = QueryText.Whole(query, QueryText.Limit, 1, QueryText.MostItems, faults);
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);
        var after = query[QueryText.Cursor].ToString();
        return (limit ?? QueryText.DefaultLimit, after.Length == 0 ? null : PageCursor.ReadTime(after));
    }
}

/// <summary>Bulks one below the other.</summary>
sealed class BulkRows(Site site, Times times)
{
    readonly Table<(Bulk Bulk, BulkFigures Figures)> _table = new("Bulks", "No bulk.")
    {
        { "Bulk", row => Anchor.To(site.Bulk(row.Bulk.CorrelationId), BulkTrail.NameOf(row.Bulk.Label, row.Bulk.CorrelationId)), "subject" },
        { "State", row => $"{StatusBadge.Of(row.Figures.State)}{Markup.When(row.Figures.State == BulkState.Running, BulkCourse.BarOf(row.Bulk, row.Figures))}" },
        { "Products", row => CountOf(row.Bulk.NumberOfProducts), "number" },
        { "Volume", row => row.Bulk.TotalVolume is { } volume ? Sizes.Of(volume) : null, "number" },
        { "Batches", row => CountOf(row.Bulk.NumberOfBatches), "number" },
        { "Not ordered", row => row.Bulk.Rejected > 0 ? (Markup)$"""<a href="{Site.Paged(site.RejectedOf(row.Bulk.CorrelationId))}">{Counts.Of(row.Bulk.Rejected)}</a>""" : null, "number" },
        { "Created", row => times.Of(row.Bulk.Created) },
        { "Message", row => Markup.Text(BulkCourse.TextOf(row.Bulk, row.Figures)), "wide" },
    };

    public Markup Of(IReadOnlyCollection<(Bulk, BulkFigures)> rows) => _table.Of(rows);

    static Markup? CountOf(int? count) => count is { } known ? Counts.Of(known) : null;
}
