using System.Net.Mime;
using MassTransit;

namespace OrderSaga.Bus;

static class RawJsonQueue
{
    /// <summary>
    /// A queue that any AMQP client may feed: plain JSON with or without a content type, or a MassTransit envelope. One
    /// consumer type a queue, as plain JSON names no message type. What the consumer can't take lands whole in
    /// <c>&lt;queue&gt;_error</c>.
    /// </summary>
    public static void ReadRawJson(this IReceiveEndpointConfigurator endpoint, ushort prefetch)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = prefetch;
        endpoint.ConcurrentMessageLimit = prefetch;
        endpoint.DefaultContentType = new ContentType("application/json");
        endpoint.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType | RawSerializerOptions.CopyHeaders, isDefault: true);
        // An envelope of another type would be set aside as skipped; here it is a fault like any other unreadable message.
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new RefuseSkipped()));
    }

    sealed class RefuseSkipped : IFilter<ReceiveContext>
    {
        public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
            throw new Intake.UnreadableMessageException("it is an envelope of another type.");

        public void Probe(ProbeContext context) => context.CreateFilterScope("refuse-skipped");
    }
}
