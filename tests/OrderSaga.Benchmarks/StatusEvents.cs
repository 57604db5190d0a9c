using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderSaga.Benchmarks;

/// <summary>Listens to the order status events as an upstream system does, and remembers when each order reached what.</summary>
sealed class StatusEvents : IAsyncDisposable
{
    readonly IChannel _channel;
    readonly ConcurrentDictionary<Guid, long> _accepted = new();
    readonly ConcurrentDictionary<Guid, (long At, string Status)> _ended = new();

    StatusEvents(IChannel channel) => _channel = channel;

    public int Ended => _ended.Count;
    public IReadOnlyDictionary<Guid, long> Accepted => _accepted;
    public IReadOnlyDictionary<Guid, (long At, string Status)> Outcomes => _ended;

    public static async Task<StatusEvents> ListenAsync(IConnection connection)
    {
        var channel = await connection.CreateChannelAsync();
        var events = new StatusEvents(channel);
        var queue = await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true);
        await channel.ExchangeDeclareAsync("ordersaga.order-status-changed", ExchangeType.Fanout, durable: true);
        await channel.QueueBindAsync(queue.QueueName, "ordersaga.order-status-changed", "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            events.Read(delivery.Body);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return events;
    }

    void Read(ReadOnlyMemory<byte> body)
    {
        var now = Stopwatch.GetTimestamp();
        using var json = JsonDocument.Parse(body);
        var id = json.RootElement.GetProperty("orderId").GetGuid();
        var status = json.RootElement.GetProperty("status").GetString()!;
        if (status == "accepted")
            _accepted.TryAdd(id, now);
        else if (status is "successful" or "failed" or "dismissed")
            _ended.TryAdd(id, (now, status));
    }

    public async Task WaitForAsync(int count, TimeSpan longest, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        while (Ended < count)
        {
            if (watch.Elapsed > longest)
                throw new TimeoutException($"Only {Ended} of {count} orders ended within {longest}.");
            await Task.Delay(5, cancellation);
        }
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();
}
