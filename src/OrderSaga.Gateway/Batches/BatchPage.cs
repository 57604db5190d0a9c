using System.Text.Json;
using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;

namespace OrderSaga.Gateway.Batches;

/// <summary>A batch as people see it: how far it is, what can be done with it, its orders.</summary>
sealed class BatchPage(
    BatchQueries queries, StoreWait store, OrderJobs orders, BatchJobs batches, OrderRows rows, BatchActions actions, JsonValues values, Times times, Addresses addresses, Site site)
{
    // Events tell of what the batch does; a recount alone is no event in every process.
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    // What stands elsewhere on the page.
    static readonly string[] Told =
        ["links", "status", "outcome", "message", "progress", "prepared_at", "created", "started", "finished", "number", "number_of_products", "volume", "order_size", "orders"];

    /// <param name="refusal">Why what a form asked for was not done; null for a page that nothing was asked of.</param>
    public async Task<Page> OfAsync(Batch batch, BatchRefusal? refusal, CancellationToken aborted)
    {
        var id = batch.CorrelationId;
        var first = await store.ForAsync(token => queries.OrdersAsync(id, statuses: null, Site.PageLength + 1, after: null, token), aborted);
        var retries = await store.ForAsync(token => queries.RetriesAsync(batch, token), aborted);
        return new Page($"Batch {batch.Number} of {BulkTrail.NameOf(batch.Label, batch.BulkId)}")
        {
            Section = BulkTrail.Section,
            Path = BulkTrail.To(site, batch.Label, batch.BulkId),
            Badge = BatchCourse.TryOf(batch),
            Live = LiveOf(batch),
            Body = $"""
                {Problem.Of(refusal?.Problem)}<div id="state" class="state" role="status" data-live="">{BatchCourse.BadgesOf(batch)}{Markup.When(TextOf(batch) is not null, $"<span>{TextOf(batch)}</span>")}</div>
                <section id="course" data-live="">
                {BatchCourse.BarOf(batch)}
                {CourseOf(batch)}</section>
                <section id="actions"{Markup.When(refusal is null, $" data-live=\"\"")}>{actions.Of(batch, retries, refusal)}</section>
                <section id="figures" data-live="">
                {FiguresOf(batch)}</section>
                <section id="orders" data-live=""><h2><a href="{site.OrdersOf(id, null)}">Orders</a></h2>
                {OrdersOf(batch, [.. first.Take(Site.PageLength).Select(orders.Of)])}
                {Markup.When(first.Count > Site.PageLength, $"""<p class="actions"><a class="button plain" href="{site.OrdersOf(id, null)}">All orders</a></p>""")}</section>
                <section id="about" data-live=""><h2>About this batch</h2>
                {AboutOf(batch, retries)}</section>

                """,
        };
    }

    Live? LiveOf(Batch batch) => (BatchCourse.GoesOn(batch), batch.Created) switch
    {
        (false, _) => null,
        (true, null) => new Live(Later),
        (true, _) => new Live(Soon, site.Events(batch.CorrelationId)),
    };

    static string? TextOf(Batch batch) => batch switch
    {
        { RemovedAt: not null } => $"Removed on request; it had ended {batch.Status}.",
        { Message: { } message } => message,
        { Status: BatchStatus.Prepared } => "It is ready to be started.",
        _ => null,
    };

    Markup CourseOf(Batch batch) => new Facts
    {
        { "Prepared", times.Of(batch.PreparedAt) },
        { "Discarded if not started until", batch.Status == BatchStatus.Prepared ? times.Of(batch.Deadline) : null },
        { "Triggered", times.Of(batch.Created) },
        { "Started", times.Of(batch.Started) },
        { "Expected", batch.Created is null ? null : times.Of(batches.Of(batch).Lta!.EstimatedDate) },
        { "Finished", times.Of(batch.Finished) },
        { "Took", Markup.Text(times.Took(batch.Started, batch.Finished)) },
    }.Of();

    Markup FiguresOf(Batch batch) => $"""
        {Figure.Row(
            new($"products", Counts.Of(batch.NumberOfProducts)),
            new($"volume", Sizes.Of(batch.Volume)),
            new($"volume that came", batch.OrderSize is { } size ? Sizes.Of(size) : $"–"))}
        <h2>Orders by status</h2>
        {BatchCourse.CountsOf(BatchInfo.CountsOf(batch), status => $"""<a href="{site.OrdersOf(batch.CorrelationId, status)}">{StatusBadge.Of(status)}</a>""")}
        """;

    /// <summary>Orders are made when the batch is started.</summary>
    Markup OrdersOf(Batch batch, IReadOnlyCollection<Job> first) =>
        first.Count == 0 && batch.Status == BatchStatus.Prepared ? (Markup)$"""<p class="nothing">Its products are ordered when it is started.</p>""" : rows.Of(first);

    Markup AboutOf(Batch batch, IReadOnlyList<Batch> retries) => $"""
        {new Facts
        {
            { "Job", batch.Created is null ? null : (Markup)$"""<a href="{site.Job(batch.CorrelationId)}">Its job, with results and history</a>""" },
            { "Second try", retries.Count == 0 ? null : Markup.Each(retries, retry => $"""<a href="{site.Batch(retry.CorrelationId)}"><code>{retry.CorrelationId}</code></a> {StatusBadge.Of(BatchCourse.StatusOf(retry))} """) },
            { "Owner", Markup.Text(batch.Owner) },
            { "Failure policy", Markup.Text(batch.FailurePolicy) },
        }.Of()}{values.FactsOf(JsonSerializer.SerializeToElement(BatchInfo.Of(batch, addresses), GatewayJson.Options), Told)}
        """;
}

/// <summary>A bulk's batches one below the other, each with what can be done next.</summary>
sealed class BatchRows(BatchActions actions, Site site)
{
    readonly Table<(Batch Batch, bool IsRetried)> _table = new("Batches", "No batch.")
    {
        { "Batch", row => $"""{Anchor.To(site.Batch(row.Batch.CorrelationId), $"Batch {row.Batch.Number}")}{BatchCourse.TryOf(row.Batch)}""", "word" },
        { "Status", row => BatchCourse.BadgesOf(row.Batch), "word" },
        { "Progress", row => BatchCourse.BarOf(row.Batch) },
        { "Products", row => Counts.Of(row.Batch.NumberOfProducts), "number" },
        { "Volume", row => Sizes.Of(row.Batch.Volume), "number" },
        { "Message", row => Markup.Text(row.Batch.Message), "wide" },
        { "Action", row => actions.InRow(row.Batch, row.IsRetried), "word" },
    };

    public Markup Of(IReadOnlyList<Batch> batches)
    {
        // A second try has the number of the first, so it stands beside it.
        var retried = batches.Select(batch => batch.RetryOf).OfType<Guid>().ToHashSet();
        return _table.Of([.. batches.Select(batch => (batch, retried.Contains(batch.CorrelationId)))]);
    }
}
