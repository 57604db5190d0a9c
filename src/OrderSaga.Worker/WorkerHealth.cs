using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrderSaga.Orders.Queue;
using OrderSaga.SagaStore;
using OrderSaga.Storage;

namespace OrderSaga.Worker;

static class WorkerHealth
{
    const string Ready = "ready";

    /// <summary>Both buses report themselves (MassTransit's checks carry the tag "ready"); store and dispatcher are added here.</summary>
    public static IServiceCollection AddWorkerHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<StoreHealth>("store", tags: [Ready])
            .AddCheck<DispatchHealth>("dispatcher", tags: [Ready]);
        return services;
    }

    public static void MapWorkerHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = HealthText.WriteAsync });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Ready),
            ResponseWriter = HealthText.WriteAsync,
            ResultStatusCodes =
            {
                [HealthStatus.Healthy] = StatusCodes.Status200OK,
                // A blocked dispatcher is worth knowing, but orders are still taken and kept.
                [HealthStatus.Degraded] = StatusCodes.Status200OK,
                [HealthStatus.Unhealthy] = StatusCodes.Status503ServiceUnavailable,
            },
        });
    }

    sealed class StoreHealth(IDbContextFactory<OrderSagaDbContext> contexts, SagaStoreState state) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await database.Database.CanConnectAsync(cancellationToken))
                return HealthCheckResult.Unhealthy("the database does not answer");
            return state.Fault is { } fault ? HealthCheckResult.Unhealthy(fault) : HealthCheckResult.Healthy();
        }
    }

    sealed class DispatchHealth(DispatchState state) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(state.Fault is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy());
    }
}

static class HealthText
{
    /// <summary>The overall status and each check with its reason, as JSON.</summary>
    public static Task WriteAsync(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString(),
        checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry => new { status = entry.Value.Status.ToString(), reason = entry.Value.Description }),
    });
}
