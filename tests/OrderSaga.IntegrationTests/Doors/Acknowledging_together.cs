using System.Collections.Concurrent;
using MassTransit;
using MassTransit.RabbitMqTransport;
using NUnit.Framework;
using OrderSaga.RabbitMq;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>Acknowledgements that cover several messages, on the real broker: none too early, none forgotten.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Acknowledging_together
{
    const string Queue = "together";
    const int Messages = 300;

    string _vhost = null!;
    readonly ConcurrentQueue<int> _came = new();
    readonly TaskCompletionSource _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IBusControl _bus = null!;
    bool _refuses;

    public sealed record Numbered(int Number);

    [SetUp]
    public async Task StartAsync()
    {
        _vhost = (await Vhosts.TakeAsync(1))[0];
        _bus = await ListenAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _slow.TrySetResult();
        await (_bus?.StopAsync() ?? Task.CompletedTask);
        Vhosts.GiveBack([_vhost]);
    }

    [Test]
    public async Task A_message_under_way_stays_with_the_broker_alone()
    {
        await PublishAsync();
        await Until.TrueAsync(async () => await CountAsync("messages_unacknowledged", "messages_ready") == "1 0", "all but the slow one are told");
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
    public async Task A_stop_tells_a_message_that_ends_when_the_consumer_is_cancelled_already()
    {
        await PublishAsync();
        await Until.TrueAsync(() => _came.Count == Messages, "all came");
        var stop = _bus.StopAsync();
        await _cancelled.Task;
        _slow.SetResult();
        await stop;
        Assert.That(await CountAsync("messages"), Is.EqualTo("0"));
    }

    [Test]
    public async Task What_can_not_be_told_comes_again_on_another_channel()
    {
        Volatile.Write(ref _refuses, true);
        _slow.SetResult();
        await PublishAsync();
        await Until.TrueAsync(() => _came.Count > Messages, "it comes again");
        await Until.TrueAsync(async () => await CountAsync("messages") == "0", "it is told, on the new channel");
        Assert.That(_came.Distinct().Count(), Is.EqualTo(Messages));
    }

    [Test]
    public async Task A_connection_that_is_closed_brings_back_only_what_was_not_told()
    {
        await PublishAsync();
        await Until.TrueAsync(async () => await CountAsync("messages_unacknowledged", "messages_ready") == "1 0", "all but the slow one are told");
        await TestServers.RabbitMqCtlAsync("close_all_connections", "--vhost", _vhost, "test");
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
                ((IRabbitMqReceiveEndpointConfigurator)endpoint).ConfigureChannel(channel => channel.UseFilter(new Between(this)));
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

    async Task<string> CountAsync(params string[] columns) =>
        (await TestServers.RabbitMqCtlAsync(["list_queues", "-p", _vhost, "name", .. columns])).Split('\n')
            .Select(line => line.Trim().Split('\t')).Where(cells => cells[0] == Queue).Select(cells => string.Join(' ', cells[1..])).Single();

    /// <summary>Stands between the acknowledgements and the broker: says when the consumer is cancelled, and refuses one acknowledgement.</summary>
    sealed class Between(Acknowledging_together test) : IFilter<ChannelContext>
    {
        public Task Send(ChannelContext context, IPipe<ChannelContext> next) => next.Send(new Channel(context, test));

        public void Probe(ProbeContext context) => context.CreateFilterScope("between");

        sealed class Channel(ChannelContext channel, Acknowledging_together test) : ScopeChannelContext(channel, channel.CancellationToken), ChannelContext
        {
            readonly ChannelContext _channel = channel;

            ValueTask ChannelContext.BasicAck(ulong deliveryTag, bool multiple, CancellationToken cancellationToken) =>
                Interlocked.Exchange(ref test._refuses, false) ? throw new IOException("no") : _channel.BasicAck(deliveryTag, multiple, cancellationToken);

            async Task ChannelContext.BasicCancel(string consumerTag, CancellationToken cancellationToken)
            {
                await _channel.BasicCancel(consumerTag, cancellationToken);
                test._cancelled.TrySetResult();
            }
        }
    }
}
