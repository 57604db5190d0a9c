using System.Globalization;
using System.Text.Json;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Bulks;

/// <summary>A bulk as people see it: how far it is, its figures, its batches, and what was asked for.</summary>
sealed class BulkPage(BulkQueries queries, StoreWait store, BatchRows batches, BulkActions actions, JsonValues values, Times times, Addresses addresses, Site site)
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    // What stands elsewhere on the page.
    static readonly string[] Told =
        ["links", "state", "progress", "message", "created", "resolved_at", "number_of_products", "total_volume", "number_of_batches", "rejected_products", "batches", "orders", "order_size"];

    /// <param name="problem">Why what a form asked for was not done; null for a page that nothing was asked of.</param>
    public async Task<Page> OfAsync(Bulk bulk, BulkFigures figures, string? problem, CancellationToken aborted)
    {
        var id = bulk.CorrelationId;
        var first = await store.ForAsync(token => queries.BatchesAsync(id, Site.PageLength + 1, after: null, statuses: null, token), aborted);
        return new Page(BulkTrail.NameOf(bulk.Label, id))
        {
            Section = BulkTrail.Section,
            Path = [BulkTrail.ToBulks(site)],
            Badge = $"""<span class="label">bulk order</span>""",
            Live = LiveOf(bulk, figures),
            Body = $"""
                {Problem.Of(problem)}<div id="state" class="state" role="status" data-live="">{StatusBadge.Of(figures.State)}{Markup.When(BulkCourse.TextOf(bulk, figures) is not null, $"<span>{BulkCourse.TextOf(bulk, figures)}</span>")}</div>
                <section id="course" data-live="">
                {BulkCourse.BarOf(bulk, figures)}
                {CourseOf(bulk)}</section>
                <section id="actions" data-live="">{actions.Of(bulk, figures)}</section>
                <section id="figures" data-live="">
                {FiguresOf(bulk, figures)}</section>
                <section id="batches" data-live=""><h2><a href="{site.BatchesOf(id, null)}">Batches</a></h2>
                {batches.Of([.. first.Take(Site.PageLength)])}
                {Markup.When(first.Count > Site.PageLength, $"""<p class="actions"><a class="button plain" href="{site.BatchesOf(id, null)}">All batches</a></p>""")}</section>
                <div class="columns">
                <section id="about" data-live=""><h2>About this bulk</h2>
                {AboutOf(bulk, figures)}</section>
                <section id="selection"><h2>What was asked for</h2>
                {SelectionFacts.Of(bulk, values)}</section>
                </div>

                """,
        };
    }

    /// <summary>Its job's events tell of the preparation alone; what becomes of the batches is asked for.</summary>
    Live? LiveOf(Bulk bulk, BulkFigures figures) => (BulkCourse.GoesOn(bulk, figures), BulkCourse.IsPrepared(bulk)) switch
    {
        (false, _) => null,
        (true, false) => new Live(Soon, site.Events(bulk.CorrelationId)),
        (true, true) => new Live(figures.State == BulkState.Prepared ? Later : Soon),
    };

    Markup CourseOf(Bulk bulk) => new Facts
    {
        { "Created", times.Of(bulk.Created) },
        { "Catalogue as of", times.Of(bulk.ResolvedAt) },
        { "Prepared", BulkCourse.IsPrepared(bulk) ? times.Of(bulk.Finished) : null },
        { "Preparation took", Markup.Text(times.Took(bulk.Started, bulk.Finished)) },
    }.Of();

    Markup FiguresOf(Bulk bulk, BulkFigures figures)
    {
        var id = bulk.CorrelationId;
        return $"""
            {Figure.Row(
                new($"products", CountOf(bulk.NumberOfProducts)),
                new($"volume", SizeOf(bulk.TotalVolume)),
                new($"volume that came", SizeOf(figures.OrderSize)),
                new($"batches", CountOf(bulk.NumberOfBatches)),
                new($"""<a href="{Site.Paged(site.RejectedOf(id))}">not ordered</a>""", Counts.Of(bulk.Rejected)))}
            <h2>Batches by status</h2>
            {Figure.Row(BatchInfo.Statuses.Select(status => new Figure(
                $"""<a href="{site.BatchesOf(id, status)}">{StatusBadge.Of(status)}</a>""", Counts.Of(figures.Batches.GetValueOrDefault(status)))))}
            <h2>Products by status</h2>
            {BatchCourse.CountsOf(BulkInfo.CountsOf(figures), status => StatusBadge.Of(status))}
            """;
    }

    static Markup CountOf(int? count) => count is { } known ? Counts.Of(known) : $"–";

    static Markup SizeOf(long? bytes) => bytes is { } known ? Sizes.Of(known) : $"–";

    Markup AboutOf(Bulk bulk, BulkFigures figures) => $"""
        {new Facts
        {
            { "Job", $"""<a href="{site.Job(bulk.CorrelationId)}">{(BulkCourse.IsPrepared(bulk) ? "The job that prepared it" : "The job that prepares it")}</a>""" },
            { "Owner", Markup.Text(bulk.Owner) },
        }.Of()}{values.FactsOf(JsonSerializer.SerializeToElement(BulkInfo.Of(bulk, figures, addresses), GatewayJson.Options), Told)}
        """;
}

/// <summary>What a bulk's client selected, and how it is to be split and ordered.</summary>
static class SelectionFacts
{
    public static Markup Of(Bulk bulk, JsonValues values)
    {
        var selection = BulkSelection.Read(bulk.Selection);
        return new Facts
        {
            { "Listed products", selection.Products is { } products ? Counts.Of(products.Count) : null },
            { "Filter", selection.Filter is { } filter ? (Markup)$"<pre><code>{JsonListing.Of(filter)}</code></pre>" : null },
            { "Collections", selection.Collections is { } collections ? values.Of("collections", JsonSerializer.SerializeToElement(collections)) : null },
            { "Time", Markup.Text(selection.Datetime) },
            { "Bounding box", selection.Bbox is { } box ? Markup.Text(string.Join(", ", box.Select(number => number.ToString(CultureInfo.InvariantCulture)))) : null },
            { "Sorted by", selection.Products is null ? Markup.Text(selection.SortBy) : null },
            { "Most products", bulk.MaxProducts is { } most ? Counts.Of(most) : null },
            { "Products per batch", Counts.Of(bulk.BatchSizeProducts) },
            { "Volume per batch", bulk.BatchSizeVolume is { } volume ? Sizes.Of(volume) : null },
            { "Started by itself", $"{(bulk.AutomaticTrigger ? "yes" : "no")}" },
            { "Failure policy", Markup.Text(bulk.FailurePolicy) },
        }.Of();
    }
}
