using MassTransit;
using MassTransit.RabbitMqTransport;

namespace OrderSaga.RabbitMq;

/// <summary>Spares the broker acknowledgements.</summary>
public static class Acknowledgements
{
    /// <summary>
    /// Acknowledges what is done of a receive endpoint together, with AMQP's <c>multiple</c>, and not message by message:
    /// each acknowledgement costs the broker nearly as much as a publish. No effect on other transports.
    /// </summary>
    /// <remarks>
    /// A message is acknowledged some milliseconds after it is done. One that is done in the moment a connection breaks may so
    /// be delivered once more, as it may be without this.
    /// </remarks>
    public static void AcknowledgeTogether(this IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            rabbit.ConfigureChannel(channel => channel.UseFilter(new AcknowledgingFilter(endpoint)));
    }
}

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
