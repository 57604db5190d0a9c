using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrderSaga.Callbacks;

/// <summary>Figures of the callbacks (meter <c>OrderSaga.Callbacks</c>), and what the readiness probe says of them.</summary>
sealed class CallbackMeter : IDisposable
{
    readonly Meter _meter = new("OrderSaga.Callbacks");
    readonly Counter<long> _attempts;
    int _waiting;

    public CallbackMeter()
    {
        _attempts = _meter.CreateCounter<long>("ordersaga.callbacks.attempts", "{attempt}", "Attempts to deliver a callback, by their outcome");
        _meter.CreateObservableGauge("ordersaga.callbacks.waiting", () => Waiting, "{callback}", "Callbacks neither delivered nor given up");
    }

    /// <summary>Events that are pending, over all workers, as counted last.</summary>
    public int Waiting
    {
        get => Volatile.Read(ref _waiting);
        set => Volatile.Write(ref _waiting, value);
    }

    public void Attempted(bool delivered) =>
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", delivered ? "delivered" : "failed"));

    public void Dispose() => _meter.Dispose();
}

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
