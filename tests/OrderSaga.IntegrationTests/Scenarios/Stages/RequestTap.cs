using System.Collections.Concurrent;
using System.Text;
using OrderSaga.Archive;
using OrderSaga.Regards.Values;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>A queue of its own beside that of REGARDS: the patch requests in the order in which the broker got them.</summary>
sealed class RequestTap : IAsyncDisposable
{
    readonly IConnection _connection;
    readonly ConcurrentQueue<Guid> _orders = new();

    RequestTap(IConnection connection) => _connection = connection;

    /// <summary>Orders whose request has come by.</summary>
    public IReadOnlyList<Guid> Orders => [.. _orders];

    public static async Task<RequestTap> OpenAsync(Uri regards)
    {
        var tap = new RequestTap(await new ConnectionFactory { Uri = regards }.CreateConnectionAsync());
        var channel = await tap._connection.CreateChannelAsync();
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, RegardsExchanges.PatchRequests, "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            tap.Take(Encoding.UTF8.GetString((byte[])delivery.BasicProperties.Headers![RegardsHeaders.RequestId]!));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return tap;
    }

    void Take(string requestId) => _orders.Enqueue(RequestIds.TryParse(requestId, out var orderId, out _) ? orderId : Guid.Empty);

    public async ValueTask DisposeAsync()
    {
        await _connection.CloseAsync();
        await _connection.DisposeAsync();
    }
}
