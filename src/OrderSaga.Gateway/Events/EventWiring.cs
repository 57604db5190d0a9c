using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Gateway.Events;

static class EventWiring
{
    public static IServiceCollection AddJobEvents(this IServiceCollection services) => services
        .AddSingleton<JobWatch>()
        .AddHostedService(provider => provider.GetRequiredService<JobWatch>())
        .AddSingleton<JobEnding>()
        .AddSingleton<EventStreams>();

    /// <summary>Commits of the saga are heard of at once. Its kind is looked up when it is wanted: it needs the mediator, which needs the store, which needs its listeners.</summary>
    public static IServiceCollection AddJobEvents<TSaga>(this IServiceCollection services)
        where TSaga : class, IJobSaga =>
        services.AddSingleton<ICommitListener<TSaga>>(provider => new CommittedJobs<TSaga>(
            provider.GetRequiredService<JobWatch>(), saga => provider.GetRequiredService<JobKind<TSaga>>().Of(saga)));

    public static void MapJobEvents(this IEndpointRouteBuilder routes) => EventResource.Map(routes);
}
