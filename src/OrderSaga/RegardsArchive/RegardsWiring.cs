using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Bus;
using OrderSaga.Orders;
using OrderSaga.Orders.Queue;
using OrderSaga.Regards;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;
using OrderSaga.Settings;
using OrderSaga.Storage;

namespace OrderSaga.RegardsArchive;

public static class RegardsWiring
{
    /// <summary>Adds the REGARDS bus with its answers door, and the dispatcher. <paramref name="extend"/> may add endpoints, such as the stand-in's.</summary>
    public static IServiceCollection AddRegards(
        this IServiceCollection services, IConfiguration configuration, Action<IBusFactoryConfigurator, IBusRegistrationContext>? extend = null)
    {
        var bus = configuration.Read<BusOptions, BusRules>("Bus");
        var regards = configuration.Read<RegardsOptions, RegardsRules>("Regards");
        services.AddSettings<DispatchOptions, DispatchRules>(configuration, "Dispatch");
        services.AddSingleton<OwnerLimits>();
        services.AddSingleton<RegardsAnswerConsumer>();
        services.AddSingleton<RegardsBusHealth>();
        services.AddSingleton<PatchRequestSender>();
        services.AddSingleton<DispatchState>();
        services.AddSingleton<ICommitListener<Order>, DispatchListener>();
        services.AddSingleton<DispatchTable>(provider =>
        {
            var store = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
            var limits = provider.GetRequiredService<OwnerLimits>();
            return store.Provider == StoreProvider.Postgres
                ? new PostgresDispatchTable(store.ConnectionString, limits)
                : new SqliteDispatchTable(store.ConnectionString, limits);
        });
        services.AddMassTransit<IRegardsBus>(registration =>
        {
            registration.DisableUsageTelemetry();
            if (bus.Transport == BusTransport.InMemory)
            {
                registration.UsingInMemory((context, factory) =>
                {
                    factory.Host(new Uri("loopback://localhost/regards"));
                    factory.ReceiveEndpoint(regards.AnswerQueue, endpoint =>
                    {
                        endpoint.ReadAnswers(context, bus);
                        ((IInMemoryReceiveEndpointConfigurator)endpoint).Bind(RegardsExchanges.Answers);
                    });
                    extend?.Invoke(factory, context);
                });
                return;
            }
            registration.UsingRabbitMq((context, factory) =>
            {
                factory.Host(new Uri(regards.Uri));
                factory.Publish<FeatureUpdateRequest>(topology => topology.Exclude = !regards.DeclareTopology);
                factory.ReceiveEndpoint(regards.AnswerQueue, endpoint =>
                {
                    endpoint.ReadAnswers(context, bus);
                    endpoint.BindToRegards(regards);
                });
                extend?.Invoke(factory, context);
            });
        });
        services.AddLoop<Dispatcher>();
        return services;
    }

    static void ReadAnswers(this IReceiveEndpointConfigurator endpoint, IBusRegistrationContext context, BusOptions bus)
    {
        endpoint.ReadRawJson(bus.Prefetch);
        endpoint.Consumer(context.GetRequiredService<RegardsAnswerConsumer>);
    }

    /// <summary>Declares as REGARDS does (durable fanout), or, without the configure right, uses what its operator made.</summary>
    static void BindToRegards(this IRabbitMqReceiveEndpointConfigurator endpoint, RegardsOptions regards)
    {
        if (regards.DeclareTopology)
        {
            endpoint.Bind(RegardsExchanges.Answers);
            endpoint.UseClassicQueue();
        }
        else
            endpoint.UseDeclaredTopology();
    }
}
