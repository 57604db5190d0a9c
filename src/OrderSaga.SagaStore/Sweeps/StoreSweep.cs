using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrderSaga.SagaStore.Sweeps;

/// <summary>Work that recurs every <see cref="SagaStoreOptions.SweepInterval"/>. A round that fails is told once, and the next one tries again.</summary>
abstract partial class StoreSweep(SagaStoreState state, IOptions<SagaStoreOptions> options, TimeProvider time, ILogger logger) : BackgroundService
{
    string? _fault;

    protected SagaStoreOptions Options { get; } = options.Value;
    protected TimeProvider Time { get; } = time;

    protected abstract Task SweepAsync(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Options.SweepInterval, Time);
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

    async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            await SweepAsync(cancellation);
            state.Answered(this);
            _fault = null;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            state.Failed(this, exception);
            // A database that is away, or whose schema is not there yet, fails every round in the same way.
            if (_fault != exception.Message)
                LogFailed(logger, exception);
            _fault = exception.Message;
        }
    }

    [LoggerMessage(LogLevel.Error, "The sweep failed; it goes on trying, and says no more until it fails otherwise")]
    protected static partial void LogFailed(ILogger logger, Exception exception);
}
