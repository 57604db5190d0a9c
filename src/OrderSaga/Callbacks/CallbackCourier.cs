using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Callbacks;

/// <summary>
/// Takes due events to their subscribers: sort new ones by endpoint, claim as many as each endpoint has places for, send
/// them side by side, settle. A worker that dies between sending and settling leaves a claim that ends by itself; then the
/// event goes out again under the same id.
/// </summary>
sealed class CallbackCourier(
    CallbackTable table,
    CallbackLog log,
    CallbackLanes lanes,
    CallbackEndpoints endpoints,
    CallbackDelivery delivery,
    CallbackSettling settling,
    Wake<CallbackCourier> wake,
    IOptions<CallbackOptions> options,
    TimeProvider time,
    ILogger<CallbackCourier> logger) : Loop(options.Value.SweepInterval, time, logger, wake)
{
    const int SortSize = 500;

    /// <summary>What is under way at the stop may end by itself; then it is broken off and given back.</summary>
    static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource _farewell = new();

    protected override TimeSpan LongestPause => TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settled = settling.RunAsync(_farewell.Token);
        await base.ExecuteAsync(stoppingToken);
        _farewell.CancelAfter(LongestFarewell);
        await delivery.CompleteAsync();
        await settled;
    }

    public override void Dispose()
    {
        _farewell.Dispose();
        base.Dispose();
    }

    /// <summary>One look at what is due.</summary>
    protected override async Task RoundAsync(CancellationToken stop)
    {
        while (await log.UnsortedAsync(SortSize, stop) is { Count: > 0 } unsorted)
        {
            await table.SortAsync([.. unsorted.Select(e => new CallbackTable.Sorted(e.JobId, e.Sequence, LaneOf(e.Uri, e.Owner)))], stop);
            if (unsorted.Count < SortSize)
                break;
        }
        if (lanes.Free == 0)
            return;
        var now = Time.UtcNow();
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
            delivery.Begin(callback, _farewell.Token);
    }

    /// <summary>What has no endpoint any more waits under its origin: each attempt then says so.</summary>
    string LaneOf(string uri, string owner) => endpoints.Find(uri, owner)?.Name ?? CallbackUri.Read(uri)?.Origin ?? "";
}

/// <summary>Calls the courier when a job that has a subscriber changed. It listens to every kind of job that there is.</summary>
sealed class SubscribedJobs<TSaga>(Wake<CallbackCourier> wake) : ICommitListener<TSaga>
    where TSaga : class, IJobSaga
{
    public void Committed(IReadOnlyCollection<TSaga> changed)
    {
        if (changed.Any(job => job.Subscriber is not null))
            wake.Up();
    }
}
