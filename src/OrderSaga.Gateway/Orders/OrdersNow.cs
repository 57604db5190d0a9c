using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Orders;

/// <summary>How the orders stand now, for the overview.</summary>
sealed class OrdersNow(FiguresNow figures, Site site, Times times) : IOverviewPart
{
    public async Task<Markup> ShowAsync(CancellationToken aborted)
    {
        var now = await figures.ReadAsync(aborted);
        return $"""
            <section id="now" data-live="">
            {(now is null ? ErrorPage.StoreAway : StateOf(now))}
            </section>
            """;
    }

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

    Markup ToJobs(string status) => $"""<a href="{site.LatestJobsOf(status)}">{StatusBadge.Of(status)}</a>""";
}
