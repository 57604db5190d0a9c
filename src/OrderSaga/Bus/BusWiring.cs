using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderSaga.RabbitMq;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.Settings;

namespace OrderSaga.Bus;

/// <summary>Adds our own bus, its doors and its events.</summary>
public static class BusWiring
{
    /// <summary>Opens a queue to upstream systems, for messages of <typeparamref name="TMessage"/> as JSON, alone or in MassTransit's envelope.</summary>
    /// <param name="services">The service's.</param>
    /// <param name="queue">Name of queue and exchange.</param>
    /// <param name="take">What <typeparamref name="TKeeper"/>, a singleton, does with a message.</param>
    public static IServiceCollection AddDoor<TMessage, TKeeper>(this IServiceCollection services, string queue, Func<TKeeper, Taking> take)
        where TMessage : class
        where TKeeper : class
    {
        services.TryAddSingleton<TKeeper>();
        return services.AddSingleton(new Door(queue, MessageUrn.ForTypeString<TMessage>(), provider => take(provider.GetRequiredService<TKeeper>())));
    }

    /// <summary>Lets <typeparamref name="TEvent"/> be told, by behaviours and by doors, to whoever listens on the bus.</summary>
    public static IServiceCollection AddEvent<TEvent>(this IServiceCollection services)
        where TEvent : class
    {
        new SagaStoreBuilder(services).Publishes<TEvent>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IToldEvent, ToldEvent<TEvent>>());
        return services;
    }

    /// <summary>
    /// Adds our own bus: the queues of upstream systems (<see cref="AddDoor"/>) and the exchanges of our events
    /// (<see cref="AddEvent"/>). Call it after the store, so that at the end the doors close first.
    /// </summary>
    public static IServiceCollection AddOrderSagaBus(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.Read<BusOptions, BusRules>("Bus");
        services.AddSettings<BusOptions, BusRules>(configuration, "Bus");
        new SagaStoreBuilder(services).WithEventFormat(options.EventFormat);
        services.TryAddSingleton<MessageIntake>();
        services.AddSingleton(new BusBroker(typeof(IBus), options.Uri));
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            if (options.Transport == BusTransport.InMemory)
            {
                bus.UsingInMemory((context, factory) => factory.OpenDoors(context, options));
                return;
            }
            bus.UsingRabbitMq((context, factory) =>
            {
                factory.Host(new Uri(options.Uri));
                // Listeners bind to our exchanges before the first event is told.
                factory.DeployPublishTopology = true;
                foreach (var told in context.GetServices<IToldEvent>())
                    told.Declare(factory);
                factory.OpenDoors(context, options);
            });
        });
        // An envelope is MassTransit's to write.
        if (options is { Transport: BusTransport.RabbitMq, EventFormat: EventFormat.Json })
        {
            services.AddGroupPublisher<IBus>((provider, topology) => provider.GetServices<IToldEvent>().Select(told => told.ExchangeOn(topology)));
            new SagaStoreBuilder(services).SendsBy<EventSender>();
        }
        return services;
    }

    static void OpenDoors(this IBusFactoryConfigurator factory, IBusRegistrationContext context, BusOptions options)
    {
        foreach (var door in context.GetServices<Door>())
        {
            // Asked for at the first message: made here it would need the mediator, which needs this bus.
            var keeper = new Lazy<DoorKeeper>(() => new DoorKeeper(
                door.MessageType, door.Opens(context), context.GetRequiredService<MessageIntake>(), context.GetRequiredService<StoreOutbox>()));
            factory.ReceiveEndpoint(door.Queue, endpoint =>
            {
                endpoint.ReadRawJson(options.Prefetch);
                endpoint.ChooseQueueType(options.QueueType);
                endpoint.Consumer(() => keeper.Value);
            });
        }
    }

    static void ChooseQueueType(this IReceiveEndpointConfigurator endpoint, QueueType type)
    {
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit)
            return;
        if (type == QueueType.Quorum)
            rabbit.SetQuorumQueue();
        else
            rabbit.UseClassicQueue();
    }
}
