using MassTransit;
using MassTransit.RabbitMqTransport;

namespace OrderSaga.RabbitMq;

/// <summary>Gives each channel of an endpoint acknowledgements of its own: delivery tags begin anew with the channel.</summary>
sealed class AcknowledgingFilter(IReceiveEndpointConfigurator endpoint) : IFilter<ChannelContext>
{
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        using var channel = new AcknowledgingChannel(context, endpoint.InputAddress);
        try
        {
            await next.Send(channel);
        }
        finally
        {
            // A consumer that the broker ended, or that failed, was not cancelled.
            await channel.EndAsync();
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("acknowledge-together");
}
