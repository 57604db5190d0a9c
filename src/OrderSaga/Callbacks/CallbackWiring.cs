using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Echoes;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.SagaStore.Loops;
using OrderSaga.Settings;
using OrderSaga.Storage;

namespace OrderSaga.Callbacks;

public static class CallbackWiring
{
    /// <summary>Adds the courier of callbacks and their log, by the section <c>Callbacks</c>. Who writes the bodies (<see cref="ICallbackBody"/>) is added elsewhere.</summary>
    public static IServiceCollection AddCallbacks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<CallbackOptions, CallbackRules>(configuration, "Callbacks");
        services.TryAddSingleton<CallbackEndpoints>();
        services.TryAddSingleton(CallbackConnection.System);
        services.AddSingleton<CallbackTable>();
        services.AddSingleton(provider => new CallbackLog(
            provider.GetRequiredService<IDbContextFactory<OrderSagaDbContext>>(),
            provider.GetRequiredService<CallbackTable>(),
            provider.GetRequiredService<TimeProvider>()));
        services.Wakes<Order, CallbackCourier>(IsSubscribed);
        services.Wakes<Batch, CallbackCourier>(IsSubscribed);
        services.Wakes<Bulk, CallbackCourier>(IsSubscribed);
        services.Wakes<EchoJob, CallbackCourier>(IsSubscribed);
        services.AddSingleton<CallbackLanes>();
        services.AddSingleton<CallbackMeter>();
        services.AddSingleton<CallbackSender>();
        services.AddSingleton<RetryPlan>();
        services.AddSingleton<CallbackSettling>();
        services.AddSingleton<CallbackDelivery>();
        services.AddLoop<CallbackCourier>();
        services.AddLoop<CallbackUpkeep>();
        services.AddHealthChecks().AddCheck<CallbackHealth>("callbacks", tags: ["ready"]);
        return services;
    }

    static bool IsSubscribed(ISubscribedSaga job) => job.Subscriber is not null;
}
