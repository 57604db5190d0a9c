using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;
using OrderSaga.Regards.Values;

namespace OrderSaga.Simulator.Transport;

/// <summary>
/// A request on its way to the dead letter queue, body and headers as they came. The transport would requeue a refused message, so it is
/// published to the dead letter exchange instead and then acknowledged: never lost, at worst twice there.
/// </summary>
sealed record DeadLetter(ReceiveContext Received, string Reason) : IPipe<SendContext<DeadLetter>>
{
    /// <summary>Queue of dead patch requests; on RabbitMQ bound to <see cref="RegardsExchanges.DeadLetters"/> by its own name.</summary>
    public const string Queue = RegardsExchanges.PatchRequestQueue + ".DLQ";

    /// <summary>Header that tells an operator why; the real one leaves that to its log.</summary>
    public const string ReasonHeader = "regards.standin.reason";

    static readonly Uri Exchange = new($"exchange:{RegardsExchanges.DeadLetters}?type=topic");
    static readonly Uri Address = new("queue:" + Queue);
    static readonly ContentType Json = new("application/json");

    public async Task Send()
    {
        // The in-memory transport has no queue to bind to a topic exchange beforehand, so there the queue is named.
        var address = Received.TryGetPayload(out RabbitMqBasicConsumeContext? _) ? Exchange : Address;
        var endpoint = await Received.SendEndpointProvider.GetSendEndpoint(address);
        await endpoint.Send(this, this, Received.CancellationToken);
    }

    public Task Send(SendContext<DeadLetter> context)
    {
        context.Serializer = new CopyBodySerializer(Received.ContentType ?? Json, new BytesMessageBody(Received.GetBody()));
        context.Headers.Set(ReasonHeader, Reason);
        foreach (var (key, value) in Received.TransportHeaders.GetAll())
            if (!IsOfTransport(key))
                context.Headers.Set(key, value);

        if (context.TryGetPayload(out RabbitMqSendContext? amqp))
            amqp.RoutingKey = Queue;

        return Task.CompletedTask;
    }

    public void Probe(ProbeContext context) => context.CreateScope("regardsDeadLetter");

    // Delivery tag and the like describe the delivery, not the message; sent along they break the publish.
    static bool IsOfTransport(string key) => key.StartsWith("RabbitMQ-", StringComparison.Ordinal)
        || key is MessageHeaders.MessageId or MessageHeaders.ContentType or "CorrelationId";
}
