using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.SagaStore.Sweeps;

/// <summary>Work of the store that recurs every <see cref="SagaStoreOptions.SweepInterval"/>, and tells by it whether the database answers.</summary>
abstract class StoreSweep(SagaStoreState state, IOptions<SagaStoreOptions> options, TimeProvider time, ILogger logger)
    : Loop(options.Value.SweepInterval, time, logger)
{
    protected SagaStoreOptions Options { get; } = options.Value;

    /// <summary>It does not grow: the service is ready again when the sweeps get through.</summary>
    protected override TimeSpan LongestPause => TimeSpan.Zero;

    protected abstract Task SweepAsync(CancellationToken cancellation);

    protected override async Task RoundAsync(CancellationToken stop)
    {
        await SweepAsync(stop);
        state.Answered(this);
    }

    protected override void OnFault(Exception exception) => state.Failed(this, exception);
}
