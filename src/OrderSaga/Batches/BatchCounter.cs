using System.Diagnostics;
using MassTransit.Mediator;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Orders.Queue;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Batches;

/// <summary>
/// Recounts the batches whose orders changed, and hands absolute figures to them. It never adds anything up, so what it
/// missed in a crash is right again with the next recount.
/// </summary>
sealed class BatchCounter(
    BatchTable table,
    OrderTable orders,
    BatchSignals signals,
    Wake<BatchCounter> wake,
    IMediator mediator,
    IOptions<BatchOptions> options,
    TimeProvider time,
    ILogger<BatchCounter> logger) : Loop(Sweep, time, logger, wake)
{
    const int BatchesAtOnce = 500;

    /// <summary>Whoever commits a change also counts it; only after a crash, or a change from outside, nobody did.</summary>
    static readonly TimeSpan Sweep = TimeSpan.FromSeconds(10);

    /// <summary>A recount of many large batches is dear: this many times what it took, the database has a rest.</summary>
    const int Rest = 4;

    long _swept;

    protected override async Task RoundAsync(CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        var changed = signals.TakeChanged();
        try
        {
            foreach (var some in changed.Chunk(BatchesAtOnce))
                await RecountAsync(some, options.Value.CountInterval, stop);
            if (_swept == 0 || Stopwatch.GetElapsedTime(_swept) >= Sweep)
                await SweepAsync(stop);
        }
        catch
        {
            foreach (var batchId in changed)
                signals.Changed(batchId);
            throw;
        }
        var rest = Stopwatch.GetElapsedTime(started) * Rest;
        await Task.Delay(rest > options.Value.CountInterval ? rest : options.Value.CountInterval, Time, stop);
    }

    /// <summary>All active batches that were not counted for a while; at the start, all that may have been left by a former process.</summary>
    async Task SweepAsync(CancellationToken stop)
    {
        var age = _swept == 0 ? options.Value.CountInterval : Sweep;
        _swept = Stopwatch.GetTimestamp();
        while (await RecountAsync(null, age, stop) == BatchesAtOnce)
            stop.ThrowIfCancellationRequested();
    }

    async Task<int> RecountAsync(IReadOnlyCollection<Guid>? among, TimeSpan age, CancellationToken stop)
    {
        var now = Time.UtcNow();
        var claimed = await table.ClaimCountsAsync(among, now - age, now, BatchesAtOnce, stop);
        if (claimed.Count > 0)
        {
            var tallies = await orders.TallyAsync(claimed, stop);
            await Task.WhenAll(tallies.Select(tally => mediator.Send(new BatchCounted(tally.BatchId, BatchCounts.Of(tally), now), stop)));
        }
        // Counted a moment ago by this or another worker, and perhaps before the change: once more.
        if (among is not null && among.Except(claimed).ToList() is { Count: > 0 } missed)
        {
            foreach (var batchId in await table.ActiveAsync(missed, stop))
                signals.Changed(batchId);
        }
        return claimed.Count;
    }
}
