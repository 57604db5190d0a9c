using MassTransit;

namespace OrderSaga.RabbitMq;

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
