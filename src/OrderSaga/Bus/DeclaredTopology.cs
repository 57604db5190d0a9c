using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.RabbitMqTransport.Middleware;

namespace OrderSaga.Bus;

static class DeclaredTopology
{
    /// <summary>
    /// Uses a queue that exists, and its error exchange, without declaring anything: RabbitMQ asks for the configure right
    /// even when what is declared is there already.
    /// </summary>
    public static void UseDeclaredTopology(this IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        var settings = ((IRabbitMqReceiveEndpointConfiguration)endpoint).Settings;
        endpoint.ConfigureChannel(channel => channel.UseFilter(new SkipDeclarations(settings)));
    }

    /// <summary>Marks, channel by channel, the endpoint's declarations as done; a queue that is missing is told by its name.</summary>
    sealed class SkipDeclarations(ReceiveSettings settings) : IFilter<ChannelContext>
    {
        public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
        {
            context.GetOrAddPayload(() => settings);
            await context.OneTimeSetup<ConfigureTopologyContext<ReceiveSettings>>(
                () => context.QueueDeclarePassive(settings.QueueName, context.CancellationToken));
            await context.OneTimeSetup<ConfigureTopologyContext<ErrorSettings>>(() => Task.CompletedTask);
            await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("declared-topology");
    }
}
