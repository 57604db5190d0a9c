using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;
using OrderSaga.Regards.Values;
using OrderSaga.Simulator.Answers;
using RabbitMQ.Client;

namespace OrderSaga.Simulator.Transport;

/// <summary>
/// Dresses an answer as REGARDS sends it (REGARDS contract: response properties and headers): persistent, priority 1, app id REGARDS,
/// raw UTF-8 JSON, string headers, no type id and no message id. Where the transport has no AMQP properties, headers and body remain.
/// </summary>
sealed class AnswerSender(TimeProvider time) : IPipe<SendContext<Answer>>
{
    const byte Priority = 1;
    const string AppId = "REGARDS";

    static readonly Uri Exchange = new("exchange:" + RegardsExchanges.Answers);
    static readonly ContentType Json = new("application/json");

    /// <summary>Completes when the broker has confirmed the answer.</summary>
    public async Task Send(ISendEndpointProvider door, Answer answer, CancellationToken stop)
    {
        var endpoint = await door.GetSendEndpoint(Exchange);
        await endpoint.Send(answer, this, stop);
    }

    public Task Send(SendContext<Answer> context)
    {
        context.Serializer = new CopyBodySerializer(Json, new BytesMessageBody(AnswerWriter.Write(context.Message)));
        context.MessageId = null;
        context.Durable = true;
        context.Headers.Set(RegardsHeaders.Tenant, context.Message.Tenant);
        context.Headers.Set(RegardsHeaders.Converter, "GSON");
        context.Headers.Set(RegardsHeaders.Type, RegardsTypes.Answer);

        if (context.TryGetPayload(out RabbitMqSendContext? amqp))
        {
            amqp.BasicProperties.AppId = AppId;
            amqp.BasicProperties.Priority = Priority;
            amqp.BasicProperties.ContentEncoding = "UTF-8";
            amqp.BasicProperties.Timestamp = new AmqpTimestamp(time.GetUtcNow().ToUnixTimeSeconds());
        }

        return Task.CompletedTask;
    }

    public void Probe(ProbeContext context) => context.CreateScope("regardsAnswer");
}
