using System.Collections.Concurrent;
using MassTransit;
using NUnit.Framework;
using OrderSaga.IntegrationTests.Servers;
using OrderSaga.RabbitMq;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>Acknowledgements that cover several messages, on the real broker: none too early, none forgotten.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Acknowledging_together
{
    const string Queue = "together";
    const int Messages = 300;

    readonly string _vhost = $"acks-{Guid.NewGuid():N}";
    readonly ConcurrentQueue<int> _came = new();
    readonly TaskCompletionSource _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IBusControl _bus = null!;

    public sealed record Numbered(int Number);

    [SetUp]
    public async Task StartAsync()
    {
        await Broker.MakeVhostsAsync(_vhost);
        _bus = await ListenAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _slow.TrySetResult();
        await (_bus?.StopAsync() ?? Task.CompletedTask);
        await Broker.DropVhostsAsync(_vhost);
    }

    [Test]
    public async Task A_message_under_way_stays_with_the_broker_alone()
    {
        await PublishAsync();
        await Until.TrueAsync(async () => await CountAsync("messages_unacknowledged") == "1" && await CountAsync("messages_ready") == "0", "all but the slow one are told");
        Assert.That(_came, Has.Count.EqualTo(Messages));

        _slow.SetResult();
        await Until.TrueAsync(async () => await CountAsync("messages") == "0", "the slow one is told");
    }

    [Test]
    public async Task A_stop_tells_all_that_is_done()
    {
        await PublishAsync();
        await Until.TrueAsync(() => _came.Count == Messages, "all came");
        _slow.SetResult();
        await _bus.StopAsync();
        Assert.That(await CountAsync("messages"), Is.EqualTo("0"));
    }

    [Test]
    public async Task A_connection_that_is_closed_brings_back_only_what_was_not_told()
    {
        await PublishAsync();
        await Until.TrueAsync(async () => await CountAsync("messages_unacknowledged") == "1" && await CountAsync("messages_ready") == "0", "all but the slow one are told");
        await Broker.ControlAsync("close_all_connections", "--vhost", _vhost, "test");
        // MassTransit opens the next channel when the consumers of the last one have ended.
        _slow.SetResult();
        await Until.TrueAsync(() => _came.Count > Messages, "it comes again");
        await Until.TrueAsync(async () => await CountAsync("messages") == "0", "it is told, on the new channel");
        Assert.That(_came.Skip(Messages), Has.All.EqualTo(Slow));
    }

    /// <summary>In the middle, so that what follows it can't be told together with what came before.</summary>
    const int Slow = Messages / 2;

    async Task<IBusControl> ListenAsync()
    {
        var bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(factory =>
        {
            factory.Host(new Uri(TestServers.UriOf(_vhost)));
            factory.ReceiveEndpoint(Queue, endpoint =>
            {
                endpoint.PrefetchCount = Messages;
                endpoint.ConcurrentMessageLimit = Messages;
                endpoint.AcknowledgeTogether();
                endpoint.Handler<Numbered>(async context =>
                {
                    _came.Enqueue(context.Message.Number);
                    if (context.Message.Number == Slow)
                        await _slow.Task;
                });
            });
        });
        await bus.StartAsync();
        return bus;
    }

    Task PublishAsync() => Task.WhenAll(Enumerable.Range(0, Messages).Select(number => _bus.Publish(new Numbered(number))));

    async Task<string> CountAsync(string what) =>
        (await Broker.ControlAsync("list_queues", "-p", _vhost, "name", what)).Split('\n')
            .Select(line => line.Split('\t')).Single(columns => columns[0] == Queue)[1].Trim();
}
