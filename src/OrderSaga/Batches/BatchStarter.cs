using System.Diagnostics;
using MassTransit.Mediator;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Orders.Queue;
using OrderSaga.SagaStore.Loops;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Batches;

/// <summary>
/// Stores the orders of triggered batches, many in one statement, and wakes the dispatcher. A crash at any point leaves a
/// claim that ends by itself; whoever goes on finds the orders that are there already and adds the others.
/// </summary>
sealed partial class BatchStarter(
    BatchTable table,
    BatchStore store,
    Database database,
    Wake<BatchStarter> wake,
    Wake<Dispatcher> dispatch,
    IMediator mediator,
    IOptions<BatchOptions> options,
    TimeProvider time,
    ILogger<BatchStarter> logger) : Loop(Sweep, time, logger, wake)
{
    static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);
    static readonly TimeSpan AnalysePause = TimeSpan.FromMinutes(1);

    /// <summary>So many new orders that what the planner knew of the table is of no use any more.</summary>
    const int ManyOrders = 2000;
    const int BatchesAtOnce = 20;

    readonly ILogger _logger = logger;
    int _sinceAnalysis;
    long _analysed;

    protected override async Task RoundAsync(CancellationToken stop)
    {
        while (true)
        {
            var now = Time.UtcNow();
            var claimedUntil = now + options.Value.ClaimLease;
            var claimed = await table.ClaimAsync(BatchTask.Start, now, claimedUntil, BatchesAtOnce, stop);
            if (claimed.Count == 0)
                return;
            var stored = new List<Task>();
            foreach (var batchId in claimed)
                stored.Add(TellAsync(batchId, await TryStoreAsync(batchId, claimedUntil, stop), stop));
            await Task.WhenAll(stored);
            await AnalyseAsync(stop);
        }
    }

    /// <summary>The number of the batch's orders; null when somebody else goes on with it. One that fails does not hold up the others.</summary>
    async Task<int?> TryStoreAsync(Guid batchId, DateTime claimedUntil, CancellationToken stop)
    {
        try
        {
            return await StoreAsync(batchId, claimedUntil, stop);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(_logger, exception, batchId, options.Value.ClaimLease);
            return null;
        }
    }

    async Task<int?> StoreAsync(Guid batchId, DateTime claimedUntil, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        object? after = null;
        while (true)
        {
            var until = Time.UtcNow() + options.Value.ClaimLease;
            switch (await store.StoreAsync(batchId, after, options.Value.PageSize, claimedUntil, until, stop))
            {
                case StoredPage.Part part:
                    (after, claimedUntil) = (part.Last, until);
                    _sinceAnalysis += part.Count;
                    dispatch.Up();
                    break;
                case StoredPage.Whole whole:
                    _sinceAnalysis += Math.Min(whole.Orders, options.Value.PageSize);
                    dispatch.Up();
                    LogStored(_logger, whole.Orders, batchId, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    return whole.Orders;
                default:
                    return null;
            }
        }
    }

    async Task TellAsync(Guid batchId, int? orders, CancellationToken stop)
    {
        if (orders is { } all)
            await mediator.Send(new BatchOrdersStored(batchId, all, Time.UtcNow()), stop);
    }

    async Task AnalyseAsync(CancellationToken stop)
    {
        if (_sinceAnalysis < ManyOrders || (_analysed != 0 && Stopwatch.GetElapsedTime(_analysed) < AnalysePause))
            return;
        await database.AnalyseAsync(stop, "orders", "order_history");
        (_sinceAnalysis, _analysed) = (0, Stopwatch.GetTimestamp());
    }

    [LoggerMessage(LogLevel.Debug, "Stored {Count} orders of batch {Batch} in {Milliseconds} ms")]
    static partial void LogStored(ILogger logger, int count, Guid batch, double milliseconds);

    [LoggerMessage(LogLevel.Error, "The orders of batch {Batch} could not be stored; it is tried again in {Lease}")]
    static partial void LogFailed(ILogger logger, Exception exception, Guid batch, TimeSpan lease);
}
