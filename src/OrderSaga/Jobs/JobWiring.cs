using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderSaga.Reading;
using OrderSaga.SagaStore;
using OrderSaga.Settings;
using OrderSaga.Storage;

namespace OrderSaga.Jobs;

/// <summary>Adds what all jobs have in common, and each kind of job.</summary>
public static class JobWiring
{
    /// <summary>
    /// Adds what jobs run on: the mediator, the store that keeps their sagas, and the keys of repeated requests. Call it
    /// before the features, which bring the jobs (<see cref="AddJob"/>).
    /// </summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var store = configuration.Read<StoreOptions, StoreRules>("Store");
        services.AddSagaStore<OrderSagaDbContext>(options =>
        {
            options.SweepInterval = store.SweepInterval;
            options.OutboxLease = store.OutboxLease;
            // A publish must have failed before another process may try.
            options.PublishTimeout = store.OutboxLease / 2;
        });
        services.AddMediator(mediator => mediator.ConfigureMediator((context, endpoint) =>
        {
            foreach (var job in context.GetServices<IJobMachine>())
                job.Connect(endpoint, context);
        }));
        services.AddSingleton<IdempotencyKeys>();
        services.AddSingleton<JobIds>();
        services.TryAddSingleton<SubscriberReader>();
        return services;
    }

    /// <summary>Adds a kind of job: its machine runs behind the mediator, and the store keeps its instances.</summary>
    public static IServiceCollection AddJob<TSaga, TMachine>(this IServiceCollection services)
        where TSaga : class, IJobSaga
        where TMachine : class, SagaStateMachine<TSaga>
    {
        new SagaStoreBuilder(services).Keeps<TSaga>();
        services.AddSingleton<TMachine>();
        return services.AddSingleton<IJobMachine, JobMachine<TSaga, TMachine>>();
    }

    /// <summary>A machine that is yet to be connected to the mediator.</summary>
    interface IJobMachine
    {
        void Connect(IReceiveEndpointConfigurator mediator, IServiceProvider provider);
    }

    sealed class JobMachine<TSaga, TMachine>(TMachine machine) : IJobMachine
        where TSaga : class, IJobSaga
        where TMachine : class, SagaStateMachine<TSaga>
    {
        public void Connect(IReceiveEndpointConfigurator mediator, IServiceProvider provider) => mediator.UseSagaStore(machine, provider);
    }
}
