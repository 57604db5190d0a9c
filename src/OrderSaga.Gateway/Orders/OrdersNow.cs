using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
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

/// <summary>The orders' figures for all who look at them, read once in a while however many those are.</summary>
sealed class FiguresNow(OrderCounts counts, StoreWait store, TimeProvider time)
{
    static readonly TimeSpan Recent = TimeSpan.FromHours(24);
    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    // A count is kept for this many times as long as it took: counting never becomes the work of the database.
    const int Rest = 20;

    readonly Lock _lock = new();
    Task<OrderFigures?> _figures = Task.FromResult<OrderFigures?>(null);
    long _oldAt = long.MinValue;

    /// <summary>Null while the database does not answer.</summary>
    public Task<OrderFigures?> ReadAsync(CancellationToken aborted)
    {
        lock (_lock)
        {
            if (_figures.IsCompleted && time.GetTimestamp() >= _oldAt)
                _figures = CountAsync();
            return _figures.WaitAsync(aborted);
        }
    }

    async Task<OrderFigures?> CountAsync()
    {
        var start = time.GetTimestamp();
        try
        {
            return await store.ForAsync(token => counts.ReadAsync(time.UtcNow(), Recent, token), CancellationToken.None);
        }
        catch (StoreAwayException)
        {
            return null;
        }
        finally
        {
            // A count that took long is kept long.
            var kept = Math.Max((long)(Shortest.TotalSeconds * time.TimestampFrequency), Rest * (time.GetTimestamp() - start));
            lock (_lock)
                _oldAt = time.GetTimestamp() + kept;
        }
    }
}
