using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Settings;

namespace OrderSaga.Orders.Quotas;

static class QuotaWiring
{
    public static IServiceCollection AddQuotas(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<QuotaOptions, QuotaRules>(configuration, "Quota");
        services.AddSingleton<OwnerQuotas>();
        services.AddSingleton<QuotaQueries>();
        services.AddSingleton<QuotaGate>();
        return services;
    }
}
