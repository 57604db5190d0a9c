using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>An upstream system as any AMQP client would be: publishes plain JSON with confirms, listens on a durable queue of its own.</summary>
sealed class UpstreamClient : IAsyncDisposable
{
    public const string Queue = "scenario.events";

    static readonly string[] Exchanges = ["ordersaga.order-status-changed", "ordersaga.order-rejected"];
    static readonly BasicProperties Properties = new() { ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent };
    static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    readonly IConnection _connection;

    UpstreamClient(IConnection connection) => _connection = connection;

    public static async Task<UpstreamClient> ConnectAsync(Uri uri, EventLog events)
    {
        var factory = new ConnectionFactory { Uri = uri, NetworkRecoveryInterval = TimeSpan.FromMilliseconds(500) };
        var connection = await factory.CreateConnectionAsync("upstream");
        var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        foreach (var exchange in Exchanges)
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await channel.QueueBindAsync(Queue, exchange, "");
        }
        await channel.BasicQosAsync(0, 500, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            events.Hear(delivery.Body.Span);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        return new UpstreamClient(connection);
    }

    /// <summary>Returns when the broker has confirmed every body; what it did not confirm is sent again, as at least once demands.</summary>
    public async Task PublishAsync(string exchange, IReadOnlyCollection<byte[]> bodies)
    {
        var left = bodies;
        await Until.TrueAsync(
            async () => (left = await TryPublishAsync(exchange, left)).Count == 0,
            () => Task.FromResult($"the broker did not confirm {left.Count} messages for {exchange}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.CloseAsync();
        await _connection.DisposeAsync();
    }

    /// <returns>What was not confirmed.</returns>
    async Task<IReadOnlyCollection<byte[]>> TryPublishAsync(string exchange, IReadOnlyCollection<byte[]> bodies)
    {
        try
        {
            await using var channel = await _connection.CreateChannelAsync(Confirmed);
            var tries = await Task.WhenAll(bodies.Select(async body => (body, done: await TryPublishAsync(channel, exchange, body))));
            return [.. tries.Where(t => !t.done).Select(t => t.body)];
        }
        catch (Exception exception) when (IsOfConnection(exception))
        {
            return bodies;
        }
    }

    static async Task<bool> TryPublishAsync(IChannel channel, string exchange, byte[] body)
    {
        try
        {
            await channel.BasicPublishAsync(exchange, "", mandatory: true, Properties, body);
            return true;
        }
        catch (Exception exception) when (IsOfConnection(exception))
        {
            return false;
        }
    }

    static bool IsOfConnection(Exception exception) =>
        exception is AlreadyClosedException or OperationInterruptedException or PublishException or IOException or TimeoutException or OperationCanceledException;
}
