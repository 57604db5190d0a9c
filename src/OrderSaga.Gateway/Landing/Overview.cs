using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Processes;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Landing;

/// <summary>The landing page as people see it: how things stand now, and the way to everything else.</summary>
sealed class Overview(FiguresNow figures, JobReading jobs, JobTable table, Site site, Times times)
{
    const int LatestJobs = 8;

    static readonly TimeSpan _every = TimeSpan.FromSeconds(5);

    public async Task<Page> OfAsync(LandingPage landing, CancellationToken aborted)
    {
        var now = await figures.ReadAsync(aborted);
        return new Page(landing.Title)
        {
            Section = Section.Overview,
            Live = new Live(_every),
            IsComplete = true,
            Body = $"""
                <p class="lead">{landing.Description}</p>
                <p class="actions"><a class="button" href="{site.Process(ProcessIds.OrderRequest)}">Order a product</a> <a class="button plain" href="{site.Process(ProcessIds.BulkCreateRequest)}">Order in bulk</a></p>
                <section id="now" data-live="">
                {(now is null ? Away : StateOf(now))}
                </section>
                <section id="latest" data-live="">
                <h2>Latest jobs</h2>
                {await LatestAsync(aborted)}
                </section>

                """,
        };
    }

    static Markup Away => $"""<p class="notice">The order database does not answer now.</p>""";

    Markup StateOf(OrderFigures now) => $"""
        <h2>Orders now</h2>
        {Figure.Row(
            new($"waiting to be sent", Counts.Of(now.Waiting)),
            new($"in flight", Counts.Of(now.InFlight)),
            new($"scheduled for later", Counts.Of(now.Scheduled)),
            new($"oldest waiting", now.WaitingSince is { } since ? times.Since(since) : $"–"))}
        <h2>{Period(now)}</h2>
        {Figure.Row(JobListQuery.Statuses.Select(status => new Figure(ToJobs(status), Counts.Of(now.Recent.GetValueOrDefault(status)))))}
        """;

    Markup Period(OrderFigures now) => now.IsCut ? (Markup)$"Created since {times.Of(now.RecentFrom)}" : $"Created in the last {Durations.Text(now.At - now.RecentFrom)}";

    Markup ToJobs(string status) => $"""<a href="{site.JobsOf(status)}">{StatusBadge.Of(status)}</a>""";

    async Task<Markup> LatestAsync(CancellationToken aborted)
    {
        try
        {
            var latest = await jobs.ListAsync(new JobListQuery(new JobFilter(), null, LatestJobs, null), aborted);
            return table.Of([.. latest.Take(LatestJobs)]);
        }
        catch (StoreAwayException)
        {
            return Away;
        }
    }
}
