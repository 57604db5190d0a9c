using System.Collections.Concurrent;
using System.Reflection;
using MassTransit;
using MassTransit.RabbitMqTransport;
using NUnit.Framework;
using OrderSaga.RabbitMq;
using RabbitMQ.Client;

namespace OrderSaga.Tests.RabbitMq;

/// <summary>However a consumer's part of a channel ends, the broker hears of what is done.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class The_end_of_a_channel
{
    static readonly Uri Endpoint = new("rabbitmq://broker/orders");

    readonly ConcurrentQueue<string> _calls = new();
    readonly HashSet<string> _failing = [];
    bool _isOpen = true;

    [Test]
    public async Task A_consumer_that_was_not_cancelled_leaves_nothing_untold()
    {
        await SendAsync(async channel => await channel.BasicAck(1, false, default));
        Assert.That(_calls, Is.EqualTo(new[] { "BasicAck 1 True" }));
    }

    [Test]
    public async Task Nor_does_one_that_failed()
    {
        Assert.That(() => SendAsync(async channel =>
        {
            await channel.BasicAck(1, false, default);
            throw new InvalidOperationException("the consumer");
        }), Throws.InvalidOperationException.With.Message.EqualTo("the consumer"));
        Assert.That(_calls, Is.EqualTo(new[] { "BasicAck 1 True" }));
    }

    [Test]
    public async Task Once_it_is_cancelled_each_message_is_told_as_it_ends()
    {
        await SendAsync(async channel =>
        {
            await channel.BasicAck(1, false, default);
            await channel.BasicCancel("tag", default);
            Assert.That(_calls, Is.EquivalentTo(new[] { "BasicCancel tag", "BasicAck 1 True" }));
            await channel.BasicAck(2, false, default);
            Assert.That(_calls, Has.Count.EqualTo(3));
        });
        Assert.That(_calls.Last(), Is.EqualTo("BasicAck 2 True"));
    }

    [Test]
    public async Task A_cancel_that_fails_keeps_nothing_from_being_told()
    {
        _failing.Add("BasicCancel");
        await SendAsync(async channel =>
        {
            await channel.BasicAck(1, false, default);
            Assert.That(() => channel.BasicCancel("tag", default), Throws.InvalidOperationException);
            Assert.That(_calls, Is.EquivalentTo(new[] { "BasicCancel tag", "BasicAck 1 True" }));
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_channel_that_takes_no_acknowledgement_is_given_up_unless_it_has_closed(bool isOpen)
    {
        _isOpen = isOpen;
        _failing.Add("BasicAck");
        await SendAsync(async channel => await channel.BasicAck(1, false, default));
        string[] calls = ["BasicAck 1 True", $"NotifyFaulted BasicAck fails {Endpoint}"];
        Assert.That(_calls, Is.EqualTo(isOpen ? calls : calls[..1]));
    }

    Task SendAsync(Func<ChannelContext, Task> consumer)
    {
        var broker = Of<IChannel>((method, _) => method.Name == "get_IsOpen" ? _isOpen : null);
        var channel = Of<ChannelContext>((method, arguments) => method.Name switch
        {
            "get_Channel" => broker,
            "get_CancellationToken" => CancellationToken.None,
            "BasicAck" => new ValueTask(Call(method.Name, arguments)),
            "BasicCancel" => Call(method.Name, arguments),
            "NotifyFaulted" => Call(method.Name, [((Exception)arguments[0]!).Message, arguments[1]]),
            _ => null,
        });
        var endpoint = Of<IReceiveEndpointConfigurator>((method, _) => method.Name == "get_InputAddress" ? Endpoint : null);
        return new AcknowledgingFilter(endpoint).Send(channel, Pipe.ExecuteAsync(consumer));
    }

    Task Call(string method, object?[] arguments)
    {
        _calls.Enqueue(string.Join(' ', arguments.Where(argument => argument is not CancellationToken).Prepend(method)));
        return _failing.Contains(method) ? Task.FromException(new InvalidOperationException($"{method} fails")) : Task.CompletedTask;
    }

    static T Of<T>(Func<MethodInfo, object?[], object?> answer)
        where T : class
    {
        var proxy = DispatchProxy.Create<T, Stand>();
        ((Stand)(object)proxy).Answer = answer;
        return proxy;
    }

    /// <summary>Stands in for an interface of which a test says what each method answers.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it.
    class Stand : DispatchProxy
#pragma warning restore CA1852
    {
        public Func<MethodInfo, object?[], object?> Answer { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer(targetMethod!, args ?? []);
    }
}
