using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;

namespace OrderSaga.Benchmarks;

/// <summary>Publishes orders as an upstream system does: plain JSON, persistent, confirmed.</summary>
sealed class OrderLoad(IConnection connection)
{
    static readonly BasicProperties Properties = new() { ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent };

    /// <summary>When each order was published.</summary>
    public ConcurrentDictionary<Guid, long> Sent { get; } = new();

    public async Task PublishAsync(int count, CancellationToken cancellation)
    {
        await using var channel = await OpenAsync(cancellation);
        var waiting = new List<Task>(500);
        for (var i = 0; i < count; i++)
        {
            waiting.Add(PublishOneAsync(channel, cancellation).AsTask());
            if (waiting.Count < 500)
                continue;
            await Task.WhenAll(waiting);
            waiting.Clear();
        }
        await Task.WhenAll(waiting);
    }

    public async Task PublishSteadilyAsync(int rate, TimeSpan duration, CancellationToken cancellation)
    {
        await using var channel = await OpenAsync(cancellation);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1d / rate));
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < duration && await timer.WaitForNextTickAsync(cancellation))
            await PublishOneAsync(channel, cancellation);
    }

    Task<IChannel> OpenAsync(CancellationToken cancellation) => connection.CreateChannelAsync(
        new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null),
        cancellation);

    ValueTask PublishOneAsync(IChannel channel, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7();
        var body = Encoding.UTF8.GetBytes(
            $$"""
            {"orderId":"{{id}}","priority":50,"product":{"urn":"URN:FEATURE:DATA:lta-sandbox:{{id}}:V1","id":"S1A_IW_SLC__1SDV_{{id:N}}","model":"S1_PRODUCT","entityType":"DATA","size":4294967296} }
            """);
        Sent[id] = Stopwatch.GetTimestamp();
        return channel.BasicPublishAsync("ordersaga.submit-order", "", mandatory: true, Properties, body, cancellation);
    }
}
