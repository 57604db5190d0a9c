using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderSaga.SagaStore.Loops;

/// <summary>
/// Background work in rounds: at the start, whenever it is called, and now and then by itself. A round that fails is told
/// once, however often it fails in the same way, and is tried again after a growing pause.
/// </summary>
/// <param name="sweep">The pause between two rounds when nobody calls.</param>
/// <param name="time">Its timers measure the pauses.</param>
/// <param name="logger">Hears of rounds that fail.</param>
/// <param name="wake">Ends a pause early; null for a loop that nobody calls.</param>
/// <param name="sideBySide">How many rounds may run at once, at least 1.</param>
public abstract partial class Loop(TimeSpan sweep, TimeProvider time, ILogger logger, Wake? wake = null, int sideBySide = 1) : BackgroundService
{
    string? _fault;

    /// <summary>The clock of pauses and rounds.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>What the pause after failed rounds grows to; a longer <c>sweep</c> is never cut short.</summary>
    protected virtual TimeSpan LongestPause => TimeSpan.FromSeconds(10);

    /// <summary>Does all that there is to do.</summary>
    protected abstract Task RoundAsync(CancellationToken stop);

    /// <summary>A round has failed; it need not be logged.</summary>
    protected virtual void OnFault(Exception exception)
    {
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, sideBySide).Select(_ => RunAsync(stoppingToken)));

    async Task RunAsync(CancellationToken stop)
    {
        // None of several waits for the first one's first step.
        await Task.Yield();
        var pause = sweep;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                pause = await TryAsync(stop) ? sweep : After(pause);
                await (wake is null ? Task.Delay(pause, Time, stop) : wake.WaitAsync(pause, Time, stop));
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Whatever was broken off by the stop is no fault.
        }
    }

    async Task<bool> TryAsync(CancellationToken stop)
    {
        try
        {
            await RoundAsync(stop);
            _fault = null;
            return true;
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            OnFault(exception);
            // A database that is away, or whose schema is not there yet, fails every round in the same way.
            if (_fault != exception.Message)
                LogFailed(logger, exception, GetType().Name);
            _fault = exception.Message;
            return false;
        }
    }

    TimeSpan After(TimeSpan pause)
    {
        var longest = LongestPause > sweep ? LongestPause : sweep;
        return pause < longest / 2 ? pause * 2 : longest;
    }

    [LoggerMessage(LogLevel.Error, "A round of {Loop} failed; it goes on trying, and says no more until it fails otherwise")]
    static partial void LogFailed(ILogger logger, Exception exception, string loop);
}
