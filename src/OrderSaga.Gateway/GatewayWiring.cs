using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Bulks;
using OrderSaga.Gateway.Callbacks;
using OrderSaga.Gateway.Echoes;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Events;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Landing;
using OrderSaga.Gateway.Orders;
using OrderSaga.Gateway.Processes;
using OrderSaga.Settings;

namespace OrderSaga.Gateway;

/// <summary>The roof: the one place that lists the features. Processes and sections of equal rank stand in this order.</summary>
public static class GatewayWiring
{
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings<GatewayOptions, GatewayRules>(configuration, "Gateway")
        .AddSingleton<IStartupFilter, AroundRouting>()
        .AddHttp()
        .AddPages()
        .AddProcesses()
        .AddJobs()
        .AddJobEvents()
        .AddJobCallbacks()
        .AddOrdersOverHttp()
        .AddEstimatesOverHttp()
        .AddBulksOverHttp()
        .AddBatchesOverHttp()
        .AddEchoesOverHttp(configuration)
        .AddLanding();

    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IOptions<GatewayOptions>>().Value.Enabled)
            return routes;
        var gateway = routes.MapGroup("").AddEndpointFilter<RouteGroupBuilder, ErrorFilter>();
        gateway.MapPages();
        gateway.MapProcesses();
        gateway.MapJobs();
        gateway.MapJobEvents();
        gateway.MapJobCallbacks();
        gateway.MapBulks();
        gateway.MapBatches();
        gateway.MapLanding();
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
