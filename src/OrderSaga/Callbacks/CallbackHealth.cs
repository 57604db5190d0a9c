using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrderSaga.Callbacks;

/// <summary>How many callbacks wait, and which endpoints are down. Always healthy: a dead subscriber is no fault of the service.</summary>
sealed class CallbackHealth(CallbackMeter meter, CallbackLanes lanes) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var down = lanes.Down;
        var text = string.Create(CultureInfo.InvariantCulture, $"{meter.Waiting} waiting");
        return Task.FromResult(HealthCheckResult.Healthy(down.Count == 0 ? text : $"{text}; down: {string.Join(", ", down)}"));
    }
}
