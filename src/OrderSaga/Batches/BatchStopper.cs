using System.Diagnostics;
using MassTransit.Mediator;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Orders;
using OrderSaga.Orders.Queue;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Batches;

/// <summary>
/// Cancels the orders of batches that were dismissed or failed early: those not sent are taken out of the dispatcher's
/// reach at once, then all are cancelled one by one, each by its own saga. A crash leaves the rest to whoever claims next.
/// </summary>
sealed partial class BatchStopper(
    BatchTable table,
    OrderTable orders,
    BatchQueries queries,
    Wake<BatchStopper> wake,
    IMediator mediator,
    IOptions<BatchOptions> options,
    TimeProvider time,
    ILogger<BatchStopper> logger) : Loop(Sweep, time, logger, wake)
{
    static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    readonly ILogger _logger = logger;

    protected override async Task RoundAsync(CancellationToken stop)
    {
        await orders.HoldAsync(BatchTable.Stopped, Time.UtcNow(), stop);
        while (true)
        {
            var now = Time.UtcNow();
            var claimedUntil = now + options.Value.ClaimLease;
            // One at a time: the next one may be claimed by another worker meanwhile.
            if (await table.ClaimAsync(BatchTask.Stop, now, claimedUntil, 1, stop) is not [var batchId])
                return;
            await StopAsync(batchId, claimedUntil, stop);
        }
    }

    async Task StopAsync(Guid batchId, DateTime claimedUntil, CancellationToken stop)
    {
        if (await queries.FindAsync(batchId, stop) is not { } batch)
            return;
        var (cancelled, told) = (0, Stopwatch.GetTimestamp());
        while (await orders.OpenAsync(batchId, options.Value.PageSize, stop) is { Count: > 0 } open)
        {
            var at = Time.UtcNow();
            await Task.WhenAll(open.Select(id => mediator.Send(new CancelOrder(id, BatchTexts.Stopped(batch), Remove: false, at), stop)));
            cancelled += open.Count;
            if (Stopwatch.GetElapsedTime(told) >= options.Value.CountInterval)
            {
                await CountAsync(batchId, stop);
                told = Stopwatch.GetTimestamp();
            }
            var until = Time.UtcNow() + options.Value.ClaimLease;
            if (!await table.RenewAsync(batchId, claimedUntil, until, stop))
                return;
            claimedUntil = until;
        }
        await CountAsync(batchId, stop);
        LogStopped(_logger, cancelled, batchId);
    }

    async Task CountAsync(Guid batchId, CancellationToken stop)
    {
        var at = Time.UtcNow();
        if (await orders.TallyAsync([batchId], stop) is [var tally])
            await mediator.Send(new BatchCounted(batchId, BatchCounts.Of(tally), at), stop);
    }

    [LoggerMessage(LogLevel.Debug, "Cancelled {Count} orders of batch {Batch}")]
    static partial void LogStopped(ILogger logger, int count, Guid batch);
}
