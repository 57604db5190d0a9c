using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Landing;
using OrderSaga.Gateway.Processes;
using OrderSaga.Settings;

namespace OrderSaga.Gateway;

public static class GatewayWiring
{
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSettings<GatewayOptions, GatewayRules>(configuration, "Gateway");
        services.AddCors();
        services.AddSingleton<Addresses>();
        services.AddSingleton<IProcess, OrderRequestProcess>();
        services.AddSingleton<IProcess, EchoProcess>();
        services.AddSingleton<ProcessDirectory>();
        services.AddSingleton<StoreWait>();
        services.AddSingleton<OrderJobs>();
        services.AddSingleton<IJobKind>(provider => provider.GetRequiredService<OrderJobs>());
        services.AddSingleton<JobView>();
        services.AddSingleton<JobReading>();
        services.AddPages();
        services.AddSingleton<IStartupFilter, AroundRouting>();
        return services;
    }

    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IOptions<GatewayOptions>>().Value.Enabled)
            return routes;
        var gateway = routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, ErrorFilter>();
        LandingResource.Map(gateway);
        DefinitionResource.Map(gateway);
        ConformanceResource.Map(gateway);
        ProcessListResource.Map(gateway);
        ProcessResource.Map(gateway);
        ExecutionResource.Map(gateway);
        JobListResource.Map(gateway);
        JobResource.Map(gateway);
        ResultsResource.Map(gateway);
        HistoryResource.Map(gateway);
        JobSearch.Map(gateway);
        Assets.Map(gateway);
        return routes;
    }

    /// <summary>Around the host's routing, so that its own errors get a body too.</summary>
    sealed class AroundRouting(IOptions<GatewayOptions> options) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            if (options.Value.Enabled)
            {
                app.UseMiddleware<BareErrors>();
                app.UseCors(policy => Origins.Allow(policy, options.Value.AllowedOrigins));
            }
            next(app);
        };
    }
}
