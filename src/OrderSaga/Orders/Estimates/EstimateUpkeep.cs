using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderSaga.Orders.Estimates;

/// <summary>Looks at the line and the pace again and again: every second, or less often when the line is so long that a look takes its time.</summary>
sealed partial class EstimateUpkeep(
    OrderEstimates estimates, ArchivePace pace, EstimateQueries queries, TimeProvider time, ILogger<EstimateUpkeep> logger) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>The pause is so many times as long as the look.</summary>
    const int Rest = 20;

    string? _fault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                await LookAsync(stoppingToken);
                _fault = null;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The last picture stands meanwhile; a database that is away is told by others too.
                if (_fault != exception.Message)
                    LogFailed(logger, exception);
                _fault = exception.Message;
            }
            var rest = Stopwatch.GetElapsedTime(started) * Rest;
            try
            {
                await Task.Delay(rest > Pause ? rest : Pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    async Task LookAsync(CancellationToken cancellation)
    {
        var now = time.UtcNow();
        pace.Current = Pace.Of(await queries.LatestCompletionsAsync(now, cancellation), now);
        var (line, taken) = await queries.LineAsync(cancellation);
        estimates.Show(line, taken);
    }

    [LoggerMessage(LogLevel.Warning, "Estimates are not up to date: the line could not be read")]
    static partial void LogFailed(ILogger logger, Exception exception);
}
