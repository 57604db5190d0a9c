using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrderSaga.RabbitMq;
using OrderSaga.Regards.Values;
using OrderSaga.Simulator.Plans;
using OrderSaga.Simulator.Scenarios;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac;

namespace OrderSaga.Simulator.Transport;

/// <summary>Puts the stand-in on a bus: its parts into the container, its receive endpoint on whatever bus it is given.</summary>
public static class StandInEndpoint
{
    /// <summary>As many as the real intake takes at a time.</summary>
    const ushort Prefetch = 1000;

    /// <summary>Registering is work in memory: more at once would only add switching.</summary>
    const int Concurrency = 16;

    /// <summary>Registers the stand-in. The section is read when the host starts.</summary>
    /// <exception cref="WrongSettingsException">From the start of the host, when a setting is wrong.</exception>
    public static IServiceCollection AddRegardsStandIn(this IServiceCollection services, IConfiguration section)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => StandInSettingsReader.Read(section));
        services.TryAddSingleton<StandIn>();
        services.TryAddSingleton<Figures>();
        services.TryAddSingleton(provider => new RequestLog(provider.GetRequiredService<StandInSettings>().RequestLog));
        services.TryAddSingleton<AnswerSchedule>();
        services.TryAddSingleton<RequestFilter>();
        services.AddHostedService(provider =>
        {
            // Read here too, so that wrong settings stop the start even when the bus is built later.
            _ = provider.GetRequiredService<StandInSettings>();
            return provider.GetRequiredService<AnswerSchedule>();
        });
        return services.AddStacSearch(section);
    }

    /// <summary>Registers the STAC search alone, which listens if the section gives it an address.</summary>
    public static IServiceCollection AddStacSearch(this IServiceCollection services, IConfiguration section)
    {
        services.TryAddSingleton(_ => StandInSettingsReader.Read(section));
        return services.AddHostedService<StacService>();
    }

    /// <summary>
    /// Adds the receive endpoint <see cref="RegardsExchanges.PatchRequestQueue"/>, bound to <see cref="RegardsExchanges.PatchRequests"/>,
    /// to an in-memory or RabbitMQ bus; answers leave through that same bus. Needs <see cref="AddRegardsStandIn"/>.
    /// </summary>
    /// <exception cref="NotSupportedException">The bus has another transport.</exception>
    public static void ConfigureStandIn(this IBusFactoryConfigurator configurator, IServiceProvider provider)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        ArgumentNullException.ThrowIfNull(provider);

        configurator.ReceiveEndpoint(RegardsExchanges.PatchRequestQueue, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.PublishFaults = false;
            endpoint.PrefetchCount = Prefetch;
            endpoint.ConcurrentMessageLimit = Concurrency;
            endpoint.AcknowledgeTogether();
            Bind(endpoint, provider.GetRequiredService<StandInSettings>());
            endpoint.ConfigureReceive(pipe => pipe.UseFilter(provider.GetRequiredService<RequestFilter>()));
        });
    }

    static void Bind(IReceiveEndpointConfigurator endpoint, StandInSettings settings)
    {
        switch (endpoint)
        {
            case IInMemoryReceiveEndpointConfigurator inMemory:
                inMemory.Bind(RegardsExchanges.PatchRequests);
                break;
            case IRabbitMqReceiveEndpointConfigurator rabbit:
                Declare(rabbit, settings.MaxPriority);
                break;
            default:
                throw new NotSupportedException($"The REGARDS stand-in knows no transport {endpoint.GetType().Name}");
        }
    }

    // As REGARDS declares them: another declaration of the same names would be refused by the broker.
    static void Declare(IRabbitMqReceiveEndpointConfigurator rabbit, byte maxPriority)
    {
        rabbit.Durable = true;
        rabbit.EnablePriority(maxPriority);
        rabbit.Bind(RegardsExchanges.PatchRequests);
        rabbit.BindDeadLetterQueue(RegardsExchanges.DeadLetters, DeadLetter.Queue, binding =>
        {
            binding.ExchangeType = RabbitMQ.Client.ExchangeType.Topic;
            binding.RoutingKey = DeadLetter.Queue;
        });
        rabbit.SetQueueArgument(RabbitMQ.Client.Headers.XDeadLetterRoutingKey, DeadLetter.Queue);
    }
}
