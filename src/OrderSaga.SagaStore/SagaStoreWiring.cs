using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using OrderSaga.SagaStore.Databases;
using OrderSaga.SagaStore.Loops;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Sql;
using OrderSaga.SagaStore.Sweeps;

namespace OrderSaga.SagaStore;

/// <summary>Registers the store; its sagas are connected to the mediator with <see cref="UseSagaStore{TSaga}"/>.</summary>
public static class SagaStoreWiring
{
    /// <summary>Adds the store on the registered <see cref="Database"/> and the model of <typeparamref name="TContext"/>, of which an <see cref="IDbContextFactory{TContext}"/> is registered.</summary>
    public static SagaStoreBuilder AddSagaStore<TContext>(this IServiceCollection services, Action<SagaStoreOptions>? configure = null)
        where TContext : DbContext
    {
        services.AddOptions<SagaStoreOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(o => o.GroupSize > 0, "SagaStoreOptions.GroupSize must be at least 1.")
            .Validate(o => o.Linger >= TimeSpan.Zero, "SagaStoreOptions.Linger must not be negative.")
            .Validate(o => o.SweepSize > 0, "SagaStoreOptions.SweepSize must be at least 1.")
            .Validate(o => o.SweepInterval > TimeSpan.Zero, "SagaStoreOptions.SweepInterval must be longer than zero.")
            .Validate(o => o.PublishTimeout > TimeSpan.Zero, "SagaStoreOptions.PublishTimeout must be longer than zero.")
            .Validate(o => o.OutboxLease > o.PublishTimeout, "SagaStoreOptions.OutboxLease must be longer than PublishTimeout.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new OutboxFormat(EventFormat.Json));
        services.AddSingleton(provider =>
        {
            using var context = provider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext();
            return new StoreModel(context.Model);
        });
        services.AddSingleton(provider => StoreDatabase.For(provider.GetRequiredService<Database>()));
        services.AddSingleton<OutgoingMessages>();
        // The bus is asked for late, as its own endpoints may lead to the store.
        services.TryAddSingleton<IOutboxSender>(provider => new EndpointSender(
            provider.GetRequiredService<OutgoingMessages>(), provider.GetRequiredService<OutboxFormat>(), provider.GetRequiredService<IBus>));
        services.AddSingleton<Relay>();
        services.AddSingleton(provider => new StoreOutbox(
            provider.GetRequiredService<Relay>(), provider.GetRequiredService<StoreDatabase>(), provider.GetRequiredService<StoreModel>()));
        services.AddSingleton<SagaStoreState>();
        services.AddLoop<OutboxSweep>();
        return new SagaStoreBuilder(services);
    }

    /// <summary>Runs <paramref name="machine"/> on the durable repository of <typeparamref name="TSaga"/>.</summary>
    public static void UseSagaStore<TSaga>(this IReceiveEndpointConfigurator mediator, SagaStateMachine<TSaga> machine, IServiceProvider provider)
        where TSaga : class, IDurableSaga =>
        mediator.StateMachineSaga(machine, provider.GetRequiredService<ISagaRepository<TSaga>>());
}

/// <summary>What the store keeps and what it may publish.</summary>
public sealed class SagaStoreBuilder(IServiceCollection services)
{
    /// <summary>Keeps instances of <typeparamref name="TSaga"/>, an entity of the context's model.</summary>
    public SagaStoreBuilder Keeps<TSaga>()
        where TSaga : class, IDurableSaga
    {
        services.AddSingleton<GroupCommitRepository<TSaga>>();
        services.AddSingleton<ISagaRepository<TSaga>>(provider => provider.GetRequiredService<GroupCommitRepository<TSaga>>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<GroupCommitRepository<TSaga>>());
        services.AddLoop<DeadlineSweep<TSaga>>();
        return this;
    }

    /// <summary>Lets behaviours tell <typeparamref name="TMessage"/>, which is published on the bus.</summary>
    public SagaStoreBuilder Publishes<TMessage>()
        where TMessage : class
    {
        services.AddSingleton<IOutgoing, Outgoing<TMessage>>();
        return this;
    }

    /// <summary>Chooses the wire format of published events; the default is plain JSON.</summary>
    public SagaStoreBuilder WithEventFormat(EventFormat format)
    {
        services.Replace(ServiceDescriptor.Singleton(new OutboxFormat(format)));
        return this;
    }
    /// <summary>Sends the outbox by <typeparamref name="TSender"/>, a singleton, in place of MassTransit's publish endpoints.</summary>
    public SagaStoreBuilder SendsBy<TSender>()
        where TSender : class, IOutboxSender
    {
        services.Replace(ServiceDescriptor.Singleton<IOutboxSender, TSender>());
        return this;
    }
}
