using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.SagaStore.Sweeps;

/// <summary>Sends outbox rows that outlived their lease, and deletes confirmed ones when no group does.</summary>
sealed partial class OutboxSweep(Relay relay, SagaStoreState state, IOptions<SagaStoreOptions> options, TimeProvider time, ILogger<OutboxSweep> logger)
    : StoreSweep(state, options, time, logger)
{
    static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    readonly ILogger _logger = logger;

    protected override async Task SweepAsync(CancellationToken cancellation)
    {
        relay.Report();
        await relay.FlushAsync(cancellation);
        while (await relay.SweepAsync(cancellation) == Options.SweepSize)
            await relay.FlushAsync(cancellation);
    }

    /// <summary>Registered before the commit loops, so stopped after them: what they committed last is given its time to be confirmed.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            while (relay.Publishing > 0)
                await Task.Delay(Glance, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Out of time: the rows are told by the next process.
        }
        try
        {
            relay.Report();
            await relay.FlushAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The rows are told again by the next process: at least once.
            LogKept(_logger, exception);
        }
    }

    [LoggerMessage(LogLevel.Error, "Confirmed outbox rows could not be deleted before the stop; the next process sends them again")]
    static partial void LogKept(ILogger logger, Exception exception);
}
