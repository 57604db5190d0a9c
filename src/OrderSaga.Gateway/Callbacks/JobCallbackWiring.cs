using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Callbacks;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Callbacks;

static class JobCallbackWiring
{
    public static IServiceCollection AddJobCallbacks(this IServiceCollection services) => services.AddSingleton(new DefinitionPart("callbacks"));

    /// <param name="jobKind">Under which the events of the saga are kept.</param>
    public static IServiceCollection AddJobCallbacks<TSaga>(this IServiceCollection services, string jobKind)
        where TSaga : class, IJobSaga =>
        services.AddSingleton<ICallbackBody>(provider => new JobCallbackBody<TSaga>(
            jobKind, provider.GetRequiredService<IJobKind<TSaga>>(), provider.GetRequiredService<JobView>(), provider.GetRequiredService<ResultsAnswer>()));

    public static void MapJobCallbacks(this IEndpointRouteBuilder routes) => CallbackResource.Map(routes);
}
