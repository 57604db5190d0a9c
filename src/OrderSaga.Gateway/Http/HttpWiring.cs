using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrderSaga.Gateway.Http;

static class HttpWiring
{
    public static IServiceCollection AddHttp(this IServiceCollection services) => services
        .AddCors()
        .AddSingleton<Addresses>()
        .AddSingleton<Callers>()
        .AddSingleton<StoreWait>()
        .AddSingleton<ProcessNames>()
        .AddSingleton<IValidateOptions<GatewayOptions>, AliasRules>();
}
