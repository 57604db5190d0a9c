using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>A message as it lay on the wire.</summary>
sealed record Received(byte[] Body, IReadOnlyBasicProperties Properties)
{
    public string Text => Encoding.UTF8.GetString(Body);
    public JsonElement Json => JsonElement.Parse(Body);
    public string Header(string name) => Properties.Headers?[name] is byte[] text ? Encoding.UTF8.GetString(text) : "";
}

/// <summary>Another system on one virtual host: the plain RabbitMQ client, no MassTransit.</summary>
sealed class ForeignClient : IAsyncDisposable
{
    readonly IConnection _connection;
    readonly IChannel _channel;

    ForeignClient(IConnection connection, IChannel channel)
    {
        _connection = connection;
        _channel = channel;
    }

    public static async Task<ForeignClient> ConnectAsync(string uri)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync();
        return new ForeignClient(connection, await connection.CreateChannelAsync(new CreateChannelOptions(true, true)));
    }

    /// <summary>Publishes; returns when the broker has it.</summary>
    public async Task PublishAsync(string exchange, byte[] body, string? contentType = "application/json", Dictionary<string, object?>? headers = null) =>
        await _channel.BasicPublishAsync(
            exchange, "", mandatory: true, new BasicProperties { ContentType = contentType, Headers = headers, DeliveryMode = DeliveryModes.Persistent }, body);

    public Task PublishAsync(string exchange, string body, string? contentType = "application/json", Dictionary<string, object?>? headers = null) =>
        PublishAsync(exchange, Encoding.UTF8.GetBytes(body), contentType, headers);

    public Task DeclareExchangeAsync(string exchange) => _channel.ExchangeDeclareAsync(exchange, "fanout", durable: true);

    public async Task DeclareQueueAsync(string queue, string boundTo)
    {
        await _channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await _channel.QueueBindAsync(queue, boundTo, "");
    }

    /// <summary>A listener's own queue on an exchange that exists already.</summary>
    public async Task<Listener> ListenAsync(string exchange, string? queue = null)
    {
        var channel = await _connection.CreateChannelAsync();
        await channel.ExchangeDeclarePassiveAsync(exchange);
        queue ??= $"listener.{Guid.NewGuid():N}";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(queue, exchange, "");
        return await Listener.StartAsync(channel, queue);
    }

    public async Task<Listener> ListenToQueueAsync(string queue) => await Listener.StartAsync(await _connection.CreateChannelAsync(), queue);

    /// <summary>Takes the one message that lies in a queue.</summary>
    public async Task<Received> TakeAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        var taken = await channel.BasicGetAsync(queue, autoAck: true) ?? throw new InvalidOperationException($"{queue} is empty.");
        return new Received(taken.Body.ToArray(), new BasicProperties(taken.BasicProperties));
    }

    /// <summary>Null when there is no such queue.</summary>
    public async Task<uint?> CountAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

/// <summary>Takes what comes to a queue, in order.</summary>
sealed class Listener
{
    readonly System.Threading.Channels.Channel<Received> _received = System.Threading.Channels.Channel.CreateUnbounded<Received>();

    public static async Task<Listener> StartAsync(IChannel channel, string queue)
    {
        var listener = new Listener();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await listener._received.Writer.WriteAsync(new Received(delivery.Body.ToArray(), new BasicProperties(delivery.BasicProperties)));
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        return listener;
    }

    public async Task<Received> NextAsync()
    {
        using var limit = new CancellationTokenSource(Until.Patience);
        return await _received.Reader.ReadAsync(limit.Token);
    }

    /// <summary>The next that fits; others are passed over.</summary>
    public async Task<Received> NextAsync(Func<JsonElement, bool> fits)
    {
        while (true)
        {
            var next = await NextAsync();
            if (fits(next.Json))
                return next;
        }
    }

    public async Task<IReadOnlyList<Received>> TakeAsync(int count)
    {
        var taken = new List<Received>();
        while (taken.Count < count)
            taken.Add(await NextAsync());
        return taken;
    }

    public bool TryNext(out Received? received) => _received.Reader.TryRead(out received);
}
