using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Callbacks;
using OrderSaga.Echoes;
using OrderSaga.Gateway.Batches;
using OrderSaga.Gateway.Bulks;
using OrderSaga.Gateway.Callbacks;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Events;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Landing;
using OrderSaga.Gateway.Processes;
using OrderSaga.Gateway.References;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;
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
        services.AddSingleton<IProcess, BulkCreateProcess>();
        services.AddSingleton<IProcess, BatchTriggerProcess>();
        services.AddSingleton<IProcess, EchoProcess>();
        services.AddSingleton<ProcessDirectory>();
        services.AddSingleton<DefinitionDocument>();
        services.AddSingleton<StoreWait>();
        services.AddSingleton<OrderJobs>();
        services.AddSingleton<IJobKind>(provider => provider.GetRequiredService<OrderJobs>());
        services.AddSingleton<BatchJobs>();
        services.AddSingleton<IJobKind>(provider => provider.GetRequiredService<BatchJobs>());
        services.AddSingleton<BulkJobs>();
        services.AddSingleton<IJobKind>(provider => provider.GetRequiredService<BulkJobs>());
        services.AddSingleton<EchoJobs>();
        services.AddSingleton<IJobKind>(provider => provider.GetRequiredService<EchoJobs>());
        services.AddSingleton<JobView>();
        services.AddSingleton<JobReading>();
        services.AddSingleton<ResultsAnswer>();
        services.AddSingleton<Callers>();
        services.AddSingleton<ReferenceFetch>();
        services.AddSingleton<InputReferences>();
        services.AddSingleton<ExecuteReader>();
        services.AddSingleton<KeyedPlacement>();
        services.AddSingleton<Execution>();
        services.AddLoop<KeyExpiry>();
        services.AddJobEvents();
        services.AddCallbackBody<Order>(Order.JobKind, provider => provider.GetRequiredService<OrderJobs>().Of);
        services.AddCallbackBody<Batch>(Batch.JobKind, provider => provider.GetRequiredService<BatchJobs>().Of);
        services.AddCallbackBody<Bulk>(Bulk.JobKind, provider => provider.GetRequiredService<BulkJobs>().Of);
        services.AddCallbackBody<EchoJob>(EchoJob.JobKind, provider => provider.GetRequiredService<EchoJobs>().Of);
        services.AddPages();
        services.AddSingleton<IStartupFilter, AroundRouting>();
        return services;
    }

    static void AddJobEvents(this IServiceCollection services)
    {
        services.AddSingleton<JobWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<JobWatch>());
        services.AddSingleton<JobEnding>();
        services.AddSingleton<EventStreams>();
        services.AddCommits<Order>(provider => provider.GetRequiredService<OrderJobs>().Of);
        services.AddCommits<Batch>(provider => provider.GetRequiredService<BatchJobs>().Of);
        services.AddCommits<Bulk>(provider => provider.GetRequiredService<BulkJobs>().Of);
        services.AddCommits<EchoJob>(provider => provider.GetRequiredService<EchoJobs>().Of);
    }

    static void AddCallbackBody<TSaga>(this IServiceCollection services, string jobKind, Func<IServiceProvider, Func<TSaga, Job>> view)
        where TSaga : class, IJobSaga =>
        services.AddSingleton<ICallbackBody>(provider => new JobCallbackBody<TSaga>(
            jobKind, view(provider), provider.GetRequiredService<JobView>(), provider.GetRequiredService<ResultsAnswer>()));

    /// <summary>The view is looked up when it is wanted: it needs the mediator, which needs the store, which needs its listeners.</summary>
    static void AddCommits<TSaga>(this IServiceCollection services, Func<IServiceProvider, Func<TSaga, Job>> view)
        where TSaga : class, IDurableSaga =>
        services.AddSingleton<ICommitListener<TSaga>>(provider => new CommittedJobs<TSaga>(provider.GetRequiredService<JobWatch>(), saga => view(provider)(saga)));

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
        EventResource.Map(gateway);
        BulkListResource.Map(gateway);
        BulkResource.Map(gateway);
        BulkBatchesResource.Map(gateway);
        RejectedProductsResource.Map(gateway);
        BatchResource.Map(gateway);
        BatchOrdersResource.Map(gateway);
        CallbackResource.Map(gateway);
        ExecutionForm.Map(gateway);
        JobSearch.Map(gateway);
        DismissalForm.Map(gateway);
        BulkDismissalForm.Map(gateway);
        BatchTriggerForm.Map(gateway);
        BatchDismissalForm.Map(gateway);
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
