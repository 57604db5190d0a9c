using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Callbacks;

/// <summary>Counts what waits, and deletes events that were settled longer ago than they are to be kept.</summary>
sealed class CallbackUpkeep(
    CallbackTable table, CallbackLog log, CallbackMeter meter, IOptions<CallbackOptions> options, TimeProvider time, ILogger<CallbackUpkeep> logger)
    : Loop(options.Value.SweepInterval * 10, time, logger)
{
    const int PageSize = 1000;

    protected override async Task RoundAsync(CancellationToken stop)
    {
        meter.Waiting = await log.WaitingAsync(stop);
        var before = Time.UtcNow() - options.Value.Retention;
        while (await table.ForgetAsync(before, PageSize, stop) == PageSize)
            await Task.Yield();
    }
}
