using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Http;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Processes;

/// <summary>Forgets idempotency keys that are over.</summary>
sealed partial class KeyExpiry(IdempotencyKeys keys, IOptions<GatewayOptions> options, TimeProvider time, ILogger<KeyExpiry> logger) : BackgroundService
{
    static readonly TimeSpan _longestPause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var period = options.Value.IdempotencyPeriod;
        using var timer = new PeriodicTimer(period < _longestPause ? period : _longestPause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await ForgetAsync(time.UtcNow() - period, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    async Task ForgetAsync(DateTime expired, CancellationToken stop)
    {
        try
        {
            await keys.ForgetAsync(expired, stop);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            LogKept(logger, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Idempotency keys that are over are kept until the next round: {Reason}")]
    static partial void LogKept(ILogger logger, string reason);
}
