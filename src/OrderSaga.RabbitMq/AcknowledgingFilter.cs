using MassTransit;
using MassTransit.RabbitMqTransport;

namespace OrderSaga.RabbitMq;

/// <summary>Gives each channel of an endpoint acknowledgements of its own: delivery tags begin anew with the channel.</summary>
sealed class AcknowledgingFilter : IFilter<ChannelContext>
{
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        using var channel = new AcknowledgingChannel(context);
        await next.Send(channel);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("acknowledge-together");
}
