using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Orders.Estimates;

/// <summary>Looks at the line and the pace again and again: every second, or less often when the line is so long that a look takes its time.</summary>
sealed class EstimateUpkeep(
    OrderEstimates estimates, ArchivePace pace, EstimateQueries queries, TimeProvider time, ILogger<EstimateUpkeep> logger)
    : Loop(Pause, time, logger)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The pause is so many times as long as the look.</summary>
    const int Rest = 20;

    /// <summary>The last picture stands while a look fails.</summary>
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var now = Time.UtcNow();
        pace.Current = Pace.Of(await queries.LatestCompletionsAsync(now, stop), now);
        var (line, taken) = await queries.LineAsync(stop);
        estimates.Show(line, taken);
        var rest = Stopwatch.GetElapsedTime(started) * Rest;
        if (rest > Pause)
            await Task.Delay(rest - Pause, Time, stop);
    }
}
