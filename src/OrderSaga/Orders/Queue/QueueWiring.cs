using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;
using OrderSaga.Settings;

namespace OrderSaga.Orders.Queue;

public static class QueueWiring
{
    /// <summary>Adds the dispatcher that hands due orders over to the archive. Call it after the archive's own, so that it stops before.</summary>
    public static IServiceCollection AddDispatcher(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<DispatchOptions, DispatchRules>(configuration, "Dispatch");
        services.AddSingleton<OwnerLimits>();
        services.AddSingleton<DispatchState>();
        services.AddSingleton<ICommitListener<Order>, DispatchListener>();
        services.AddSingleton<DispatchQueue>();
        return services.AddLoop<Dispatcher>();
    }
}
