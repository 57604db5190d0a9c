using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Settings;

namespace OrderSaga.Gateway;

public static class GatewayWiring
{
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSettings<GatewayOptions, GatewayRules>(configuration, "Gateway");

    public static IEndpointRouteBuilder MapGateway(this IEndpointRouteBuilder routes) => routes;
}
