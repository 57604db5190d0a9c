using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OrderSaga.Gateway.Landing;

static class LandingWiring
{
    public static IServiceCollection AddLanding(this IServiceCollection services) => services
        .AddSingleton(LandingResource.Section)
        .AddSingleton(DefinitionResource.Section)
        .AddSingleton<LandingResource>()
        .AddSingleton<DefinitionDocument>();

    public static void MapLanding(this IEndpointRouteBuilder routes)
    {
        LandingResource.Map(routes);
        DefinitionResource.Map(routes);
        ConformanceResource.Map(routes);
    }
}
