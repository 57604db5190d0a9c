using Microsoft.Extensions.DependencyInjection;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Orders.Estimates;

static class EstimateWiring
{
    public static IServiceCollection AddEstimates(this IServiceCollection services)
    {
        services.AddSingleton<ArchivePace>();
        services.AddSingleton<EstimateQueries>();
        services.AddSingleton<OrderEstimates>();
        services.AddLoop<EstimateUpkeep>();
        return services;
    }
}
