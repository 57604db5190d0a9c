using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderSaga.Reading;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;
using OrderSaga.Settings;
using OrderSaga.Storage;

namespace OrderSaga.Callbacks;

/// <summary>Adds what tells subscribers of their jobs.</summary>
public static class CallbackWiring
{
    /// <summary>Adds the courier of callbacks and their log, by the section <c>Callbacks</c>. Who writes the bodies (<see cref="ICallbackBody"/>) is added elsewhere.</summary>
    public static IServiceCollection AddCallbacks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<CallbackOptions, CallbackRules>(configuration, "Callbacks");
        services.AddEndpoints();
        services.TryAddSingleton(CallbackConnection.System);
        services.AddSingleton<CallbackTable>();
        services.AddSingleton(provider => new CallbackLog(
            provider.GetRequiredService<IDbContextFactory<OrderSagaDbContext>>(),
            provider.GetRequiredService<CallbackTable>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(typeof(ICommitListener<>), typeof(SubscribedJobs<>));
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

    /// <summary>Adds what says which addresses a subscriber may name.</summary>
    internal static void AddEndpoints(this IServiceCollection services)
    {
        services.TryAddSingleton<CallbackEndpoints>();
        services.TryAddSingleton<ISubscriberAddresses>(provider => provider.GetRequiredService<CallbackEndpoints>());
    }
}
