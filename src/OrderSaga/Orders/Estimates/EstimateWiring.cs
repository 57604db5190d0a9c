using Microsoft.Extensions.DependencyInjection;

namespace OrderSaga.Orders.Estimates;

static class EstimateWiring
{
    public static IServiceCollection AddEstimates(this IServiceCollection services)
    {
        services.AddSingleton<ArchivePace>();
        services.AddSingleton<EstimateQueries>();
        services.AddSingleton<OrderEstimates>();
        services.AddHostedService<EstimateUpkeep>();
        return services;
    }
}
