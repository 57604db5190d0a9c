using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderSaga.Batches;

/// <summary>Works in rounds: at once when called, and now and then by itself. A round that fails is told once, and the next one tries again.</summary>
abstract partial class BatchLoop(LoopSignal signal, TimeSpan sweep, ILogger logger) : BackgroundService
{
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    string? _fault;

    /// <summary>Does all that there is to do.</summary>
    protected abstract Task RunAsync(CancellationToken stop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What a former process left is looked for at once.
        signal.Wake();
        var pause = sweep;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(pause, stoppingToken);
                await RunAsync(stoppingToken);
                pause = sweep;
                _fault = null;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // A database that is away fails every round in the same way.
                if (_fault != exception.Message)
                    LogFailed(logger, exception, GetType().Name);
                _fault = exception.Message;
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A round of {Loop} failed; it goes on trying, and says no more until it fails otherwise")]
    static partial void LogFailed(ILogger logger, Exception exception, string loop);
}
