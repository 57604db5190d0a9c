using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Http;
using OrderSaga.Jobs;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Gateway.Processes;

/// <summary>Forgets idempotency keys that are over.</summary>
sealed class KeyExpiry(IdempotencyKeys keys, IOptions<GatewayOptions> options, TimeProvider time, ILogger<KeyExpiry> logger)
    : Loop(PauseOf(options.Value.IdempotencyPeriod), time, logger)
{
    static readonly TimeSpan MostPause = TimeSpan.FromHours(1);

    protected override Task RoundAsync(CancellationToken stop) => keys.ForgetAsync(Time.UtcNow() - options.Value.IdempotencyPeriod, stop);

    static TimeSpan PauseOf(TimeSpan period) => period < MostPause ? period : MostPause;
}
