using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Bus;
using OrderSaga.RabbitMq;
using OrderSaga.Regards.Values;
using OrderSaga.Settings;

namespace OrderSaga.RegardsArchive;

/// <summary>Adds REGARDS.</summary>
public static class RegardsWiring
{
    /// <summary>Adds REGARDS as the archive: its bus with the answers door, its rules and its settings. <paramref name="extend"/> may add endpoints, such as the stand-in's.</summary>
    public static IServiceCollection AddRegards(
        this IServiceCollection services, IConfiguration configuration, Action<IBusFactoryConfigurator, IBusRegistrationContext>? extend = null)
    {
        var bus = configuration.Read<BusOptions, BusRules>("Bus");
        var regards = configuration.Read<RegardsOptions, RegardsRules>("Regards");
        services.AddSettings<RegardsOptions, RegardsRules>(configuration, "Regards");
        // The same object under the name that the rest of the service knows.
        services.AddSingleton<IOptions<ArchiveOptions>>(provider => provider.GetRequiredService<IOptions<RegardsOptions>>());
        services.AddSingleton<PatchRules>();
        services.AddSingleton<IArchiveRules>(provider => provider.GetRequiredService<PatchRules>());
        services.AddSingleton<RegardsBusHealth>();
        services.AddSingleton<IArchive, PatchArchive>();
        services.AddSingleton<RegardsAnswerConsumer>();
        services.TryAddSingleton<MessageIntake>();
        services.AddSingleton(new BusBroker(typeof(IRegardsBus), regards.Uri));
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
        if (bus.Transport == BusTransport.InMemory)
            return services.AddSingleton<IPatchRequestSender, PatchRequestEndpoint>();
        services.AddGroupPublisher<IRegardsBus>((_, topology) => regards.DeclareTopology ? [topology.Publish<FeatureUpdateRequest>().Exchange] : []);
        return services.AddSingleton<IPatchRequestSender, PatchRequestPublisher>();
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
