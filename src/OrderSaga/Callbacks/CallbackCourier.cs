using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Jobs;

namespace OrderSaga.Callbacks;

/// <summary>
/// Takes due events to their subscribers: sort new ones by endpoint, claim as many as each endpoint has places for, send
/// them side by side, settle. A worker that dies between sending and settling leaves a claim that ends by itself; then the
/// event goes out again under the same id.
/// </summary>
sealed partial class CallbackCourier(
    CallbackTable table,
    CallbackLog log,
    CallbackLanes lanes,
    CallbackEndpoints endpoints,
    CallbackDelivery delivery,
    CallbackSettling settling,
    CallbackSignal signal,
    IOptions<CallbackOptions> options,
    TimeProvider time,
    ILogger<CallbackCourier> logger) : BackgroundService
{
    const int SortSize = 500;

    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(2);

    /// <summary>What is under way at the stop may end by itself; then it is broken off and given back.</summary>
    static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var farewell = new CancellationTokenSource();
        var settled = settling.RunAsync(farewell.Token);
        var pause = options.Value.SweepInterval;
        string? fault = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(pause, stoppingToken);
                await RoundAsync(farewell.Token, stoppingToken);
                pause = options.Value.SweepInterval;
                fault = null;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // A database that is away fails every round in the same way.
                if (fault != exception.Message)
                    LogFailed(logger, exception);
                fault = exception.Message;
                pause = PauseAfterFault;
            }
        }
        farewell.CancelAfter(LongestFarewell);
        await delivery.CompleteAsync();
        await settled;
    }

    /// <summary>One look at what is due.</summary>
    async Task RoundAsync(CancellationToken farewell, CancellationToken stop)
    {
        while (await log.UnsortedAsync(SortSize, stop) is { Count: > 0 } unsorted)
        {
            await table.SortAsync([.. unsorted.Select(e => new CallbackTable.Sorted(e.JobId, e.Sequence, LaneOf(e.Uri, e.Owner)))], stop);
            if (unsorted.Count < SortSize)
                break;
        }
        if (lanes.Free == 0)
            return;
        var now = time.UtcNow();
        var due = (await log.DueLanesAsync(now, stop)).ToArray();
        // By turns, lest the same endpoints come last whenever places are short.
        Random.Shared.Shuffle(due);
        if (lanes.Take(due, now) is not { Count: > 0 } places)
            return;
        IReadOnlyList<Callback> callbacks = [];
        try
        {
            callbacks = await table.ClaimAsync(places, now, now + options.Value.Lease, stop);
        }
        finally
        {
            foreach (var (lane, count) in places)
                lanes.Return(lane, count - callbacks.Count(callback => callback.Lane == lane));
        }
        foreach (var callback in callbacks)
            delivery.Begin(callback, farewell);
    }

    /// <summary>What has no endpoint any more waits under its origin: each attempt then says so.</summary>
    string LaneOf(string uri, string owner) => endpoints.Find(uri, owner)?.Name ?? CallbackUri.Read(uri)?.Origin ?? "";

    [LoggerMessage(LogLevel.Error, "The courier of callbacks failed; it goes on trying, and says no more until it fails otherwise")]
    static partial void LogFailed(ILogger logger, Exception exception);
}
