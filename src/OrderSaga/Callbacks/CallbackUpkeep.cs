using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrderSaga.Callbacks;

/// <summary>Counts what waits, and deletes events that were settled longer ago than they are to be kept.</summary>
sealed partial class CallbackUpkeep(
    CallbackTable table, CallbackLog log, CallbackMeter meter, IOptions<CallbackOptions> options, TimeProvider time, ILogger<CallbackUpkeep> logger)
    : BackgroundService
{
    const int PageSize = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval * 10);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    async Task TryAsync(CancellationToken stop)
    {
        try
        {
            meter.Waiting = await log.WaitingAsync(stop);
            var before = time.UtcNow() - options.Value.Retention;
            while (await table.ForgetAsync(before, PageSize, stop) == PageSize)
                await Task.Yield();
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogFailed(logger, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The upkeep of callbacks failed and is tried again: {Reason}")]
    static partial void LogFailed(ILogger logger, string reason);
}
