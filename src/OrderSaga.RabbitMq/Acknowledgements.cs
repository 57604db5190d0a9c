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
    /// <param name="endpoint">The receive endpoint.</param>
    /// <param name="subject">
    /// What a body is about, null for nothing: messages about the same are consumed one after the other, in the order of their
    /// delivery. Without it all are consumed side by side.
    /// </param>
    public static void AcknowledgeTogether(this IReceiveEndpointConfigurator endpoint, Func<ReadOnlyMemory<byte>, string?>? subject = null)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            rabbit.ConfigureChannel(channel => channel.UseFilter(new AcknowledgingFilter(endpoint, subject)));
    }
}

/// <summary>Gives each channel of an endpoint acknowledgements of its own: delivery tags begin anew with the channel.</summary>
sealed class AcknowledgingFilter(IReceiveEndpointConfigurator endpoint, Func<ReadOnlyMemory<byte>, string?>? subject = null) : IFilter<ChannelContext>
{
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        using var channel = new AcknowledgingChannel(context, endpoint.InputAddress, subject);
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
