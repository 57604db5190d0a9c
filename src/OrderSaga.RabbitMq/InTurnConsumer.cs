using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderSaga.RabbitMq;

/// <summary>Hands deliveries to a consumer in <see cref="Turns"/>. The client calls it from many threads, each with the next delivery.</summary>
/// <param name="consumer">Takes the deliveries.</param>
/// <param name="turns">Of the channel: its delivery tags are 1, 2, 3, … (AMQP 0-9-1, basic.deliver).</param>
/// <param name="key">What a body is about; null for nothing.</param>
sealed class InTurnConsumer(IAsyncBasicConsumer consumer, Turns turns, Func<ReadOnlyMemory<byte>, string?> key) : IAsyncBasicConsumer
{
    public IChannel? Channel => consumer.Channel;

    public Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => turns.TakeAsync(
        deliveryTag, key(body),
        () => consumer.HandleBasicDeliverAsync(consumerTag, deliveryTag, redelivered, exchange, routingKey, properties, body, cancellationToken));

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        consumer.HandleBasicCancelAsync(consumerTag, cancellationToken);

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        consumer.HandleBasicCancelOkAsync(consumerTag, cancellationToken);

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        consumer.HandleBasicConsumeOkAsync(consumerTag, cancellationToken);

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => consumer.HandleChannelShutdownAsync(channel, reason);
}
