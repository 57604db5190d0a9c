using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;

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

/// <summary>Who calls. Nobody signs in, so everybody is the configured owner.</summary>
sealed class Callers(IOptions<ArchiveOptions> archive)
{
    public string OwnerOf(HttpContext http) => archive.Value.Owner;
}
