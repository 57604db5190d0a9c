using System.Collections.Concurrent;
using System.Text;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;
using OrderSaga.RabbitMq;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>Groups of messages on a channel of their own, on the real broker: none counts as taken that is not, none is lost in silence.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Publishing_together : IDisposable
{
    const string Exchange = "told";
    const string Queue = "listener";

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly CancellationTokenSource _patience = new(Patience);
    string _vhost = null!;
    IHost _host = null!;
    IConnection _connection = null!;
    IChannel _channel = null!;

    GroupPublisher<IBus> Publisher => _host.Services.GetRequiredService<GroupPublisher<IBus>>();

    /// <summary>What is told; its exchange is declared anew on each channel.</summary>
    [EntityName(Exchange)]
    public sealed record Told;

    [SetUp]
    public async Task StartAsync()
    {
        _vhost = (await Vhosts.TakeAsync(1))[0];
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddMassTransit(bus => bus.UsingRabbitMq((_, factory) => factory.Host(new Uri(TestServers.UriOf(_vhost)))));
        builder.Services.AddGroupPublisher<IBus>((_, topology) => [topology.Publish<Told>().Exchange]);
        _host = builder.Build();
        await _host.StartAsync();
        _connection = await new ConnectionFactory { Uri = new Uri(TestServers.UriOf(_vhost)) }.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync();
        await _channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await (_connection?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_host?.StopAsync() ?? Task.CompletedTask);
        _host?.Dispose();
        Vhosts.GiveBack([_vhost]);
    }

    public void Dispose() => _patience.Dispose();

    [Test]
    public async Task Groups_come_whole_and_in_the_order_of_their_calls()
    {
        var heard = await ListenAsync();
        var groups = Enumerable.Range(0, 50).Select(group => Publisher.PublishAsync(Numbers(group * 200, 200), _patience.Token)).ToList();
        var outcomes = await Task.WhenAll(groups);
        Assert.That(outcomes.SelectMany(faults => faults), Has.Exactly(10_000).Items.And.All.Null);
        await Until.TrueAsync(() => heard.Count == 10_000, "all come");
        Assert.That(heard, Is.EqualTo(Enumerable.Range(0, 10_000)));
    }

    [Test]
    public async Task What_a_full_queue_refuses_is_told_message_by_message()
    {
        await _channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?>
        {
            ["x-max-length"] = 3,
            ["x-overflow"] = "reject-publish",
        });
        await _channel.QueueBindAsync(Queue, Exchange, "");
        var outcome = new List<Exception?>();
        foreach (var number in Enumerable.Range(0, 6))
            outcome.AddRange(await Publisher.PublishAsync(Numbers(number, 1), _patience.Token));
        Assert.That(outcome.Take(3), Has.All.Null);
        Assert.That(outcome.Skip(3), Has.All.InstanceOf<UnconfirmedException>().With.Message.Contains("refused"));
    }

    [Test]
    public async Task What_no_queue_takes_is_told_if_it_is_mandatory_and_the_others_count_as_taken()
    {
        var messages = Numbers(0, 4).Select((message, i) => message with { Mandatory = i % 2 == 1 }).ToList();
        var outcome = await Publisher.PublishAsync(messages, _patience.Token);
        Assert.That(outcome.Select(fault => fault?.GetType()), Is.EqualTo(new[] { null, typeof(UnroutableException), null, typeof(UnroutableException) }));
        Assert.That(outcome[1]!.Message, Does.Contain(Exchange));

        var heard = await ListenAsync();
        Assert.That(await Publisher.PublishAsync(messages, _patience.Token), Has.All.Null);
        await Until.TrueAsync(() => heard.Count == 4, "all come");
    }

    [Test]
    public async Task An_exchange_that_is_missing_is_told_and_the_next_channel_declares_what_it_should_have()
    {
        var stray = Numbers(0, 2).Select(message => message with { Exchange = "nowhere" }).ToList();
        Assert.That(await Publisher.PublishAsync(stray, _patience.Token), Has.All.Not.Null.And.Property("Message").Contains("nowhere"));

        Assert.That(await Publisher.PublishAsync(Numbers(0, 1), _patience.Token), Has.All.Null, "a new channel");
        await _channel.ExchangeDeleteAsync(Exchange);
        Assert.That(await Publisher.PublishAsync(Numbers(0, 1), _patience.Token), Has.All.Not.Null, "it is gone, and the channel with it");
        Assert.That(await Publisher.PublishAsync(Numbers(0, 1), _patience.Token), Has.All.Null, "the next channel declared it");
    }

    [Test]
    public async Task A_connection_that_is_cut_loses_nothing_in_silence_and_the_next_groups_take_another()
    {
        var heard = await ListenAsync();
        var accepted = new ConcurrentBag<int>();
        var stop = 0;
        var publishing = Task.Run(async () =>
        {
            for (var number = 0; Volatile.Read(ref stop) < 2; number += 100)
            {
                var faults = await Publisher.PublishAsync(Numbers(number, 100), _patience.Token);
                for (var i = 0; i < faults.Count; i++)
                {
                    if (faults[i] is null)
                        accepted.Add(number + i);
                }
                // One more group that is taken whole after the cut, so that it did go on.
                if (Volatile.Read(ref stop) == 1 && faults.All(fault => fault is null))
                    Volatile.Write(ref stop, 2);
            }
        });
        await Until.TrueAsync(() => accepted.Count >= 1000, "it flows");
        await CutAsync();
        Volatile.Write(ref stop, 1);
        await publishing;
        await Until.TrueAsync(() => accepted.Except(heard).Any() is false, "all that was confirmed comes");
    }

    [Test]
    public async Task What_is_not_confirmed_in_time_counts_as_not_taken_and_others_go_on()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();
        Assert.That(await Publisher.PublishAsync(Numbers(0, 3), over.Token), Has.Count.EqualTo(3).And.All.Not.Null);
        Assert.That(await Publisher.PublishAsync(Numbers(0, 3), _patience.Token), Has.Count.EqualTo(3).And.All.Null);
        Assert.That(await Publisher.PublishAsync([], over.Token), Is.Empty);
    }

    [Test]
    public async Task A_stop_of_the_service_waits_for_the_confirms_of_what_is_on_its_way()
    {
        var heard = await ListenAsync();
        var groups = Enumerable.Range(0, 20).Select(group => Publisher.PublishAsync(Numbers(group * 200, 200), _patience.Token)).ToList();
        await Until.TrueAsync(() => groups[0].IsCompleted, "the channel is open");
        await _host.StopAsync();
        var taken = (await Task.WhenAll(groups)).SelectMany(faults => faults).Count(fault => fault is null);
        await Until.TrueAsync(() => heard.Count >= taken, "what counts as taken comes");
        Assert.That(heard, Has.Count.EqualTo(taken), "and nothing else, which would come twice later");
    }

    /// <summary>The service's connections alone.</summary>
    async Task CutAsync()
    {
        var ours = _connection.LocalPort.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var list = await TestServers.RabbitMqCtlAsync("list_connections", "pid", "vhost", "peer_port");
        foreach (var cells in list.Split('\n').Select(line => line.Trim().Split('\t')).Where(cells => cells.Length == 3 && cells[1] == _vhost && cells[2] != ours))
            await TestServers.RabbitMqCtlAsync("close_connection", cells[0], "test");
    }

    async Task<ConcurrentQueue<int>> ListenAsync()
    {
        var heard = new ConcurrentQueue<int>();
        await _channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);
        await _channel.QueueBindAsync(Queue, Exchange, "");
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            heard.Enqueue(int.Parse(Encoding.UTF8.GetString(delivery.Body.Span), System.Globalization.CultureInfo.InvariantCulture));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(Queue, autoAck: true, consumer);
        return heard;
    }

    static List<PublishedMessage> Numbers(int first, int count) => [.. Enumerable.Range(first, count).Select(number => new PublishedMessage(
        Exchange,
        new BasicProperties { MessageId = Guid.NewGuid().ToString(), DeliveryMode = DeliveryModes.Persistent },
        Encoding.UTF8.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture))))];
}
