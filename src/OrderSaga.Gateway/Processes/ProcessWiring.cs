using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Gateway.Callbacks;
using OrderSaga.Gateway.Events;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.References;
using OrderSaga.Jobs;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Gateway.Processes;

static class ProcessWiring
{
    public static IServiceCollection AddProcesses(this IServiceCollection services) => services
        .AddSingleton(ProcessListResource.Section)
        .AddSingleton(new DefinitionPart("processes"))
        .AddSingleton(new DefinitionPart("execution"))
        .AddSingleton(new DefinitionPart("process-pages", IsOfPages: true))
        .AddSingleton<ProcessDirectory>()
        .AddSingleton<ReferenceFetch>()
        .AddSingleton<InputReferences>()
        .AddSingleton<ExecuteReader>()
        .AddSingleton<KeyedPlacement>()
        .AddSingleton<Execution>()
        .AddLoop<KeyExpiry>()
        .AddSingleton<ProcessListResource>()
        .AddSingleton<ProcessForm>()
        .AddSingleton<ProcessPage>()
        .AddSingleton<ExecutionForm>();

    public static void MapProcesses(this IEndpointRouteBuilder routes)
    {
        ProcessListResource.Map(routes);
        ProcessResource.Map(routes);
        ExecutionResource.Map(routes);
        ExecutionForm.Map(routes);
    }

    /// <summary>Offers a process; processes are listed in the order of their registration.</summary>
    /// <param name="description">That of the process, known before there is one: its names are settings.</param>
    public static IServiceCollection AddProcess<TProcess>(this IServiceCollection services, ProcessDescription description)
        where TProcess : class, IProcess => services.AddProcess<TProcess>(_ => description);

    /// <inheritdoc cref="AddProcess{TProcess}(IServiceCollection, ProcessDescription)"/>
    public static IServiceCollection AddProcess<TProcess>(this IServiceCollection services, Func<IServiceProvider, ProcessDescription> description)
        where TProcess : class, IProcess => services
        .AddSingleton(description)
        .AddSingleton<IProcess, TProcess>();

    /// <summary>Shows a kind of saga as jobs, with their events and callbacks.</summary>
    /// <param name="callbacks">The name under which callbacks of the saga are kept.</param>
    public static IServiceCollection AddJobKind<TKind, TSaga>(this IServiceCollection services, string callbacks)
        where TKind : JobKind<TSaga>
        where TSaga : class, IJobSaga => services
        .AddSingleton<TKind>()
        .AddSingleton<JobKind<TSaga>>(provider => provider.GetRequiredService<TKind>())
        .AddSingleton<IJobKind>(provider => provider.GetRequiredService<TKind>())
        .AddJobEvents<TSaga>()
        .AddJobCallbacks<TSaga>(callbacks);
}
