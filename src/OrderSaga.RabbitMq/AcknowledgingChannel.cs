using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace OrderSaga.RabbitMq;

/// <summary>A channel that gathers acknowledgements and sends as few as it can, and that hands out messages about one thing in their order.</summary>
sealed class AcknowledgingChannel : ScopeChannelContext, ChannelContext
{
    /// <summary>What is done within this time is told together. 20 ms of the default prefetch of 500 would still be 25 000 messages a second.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    readonly ChannelContext _channel;
    readonly Uri _endpoint;
    readonly Acknowledger _acknowledger;
    readonly Turns _turns = new();
    readonly Func<ReadOnlyMemory<byte>, string?>? _subject;

    /// <param name="channel">The broker's.</param>
    /// <param name="endpoint">Its receive endpoint, for the log.</param>
    /// <param name="subject">What a body is about: messages about the same pass in the order of their delivery. Null where they need not.</param>
    public AcknowledgingChannel(ChannelContext channel, Uri endpoint, Func<ReadOnlyMemory<byte>, string?>? subject)
        : base(channel, channel.CancellationToken)
    {
        _channel = channel;
        _endpoint = endpoint;
        _subject = subject;
        _acknowledger = new Acknowledger((tag, multiple) => _channel.BasicAck(tag, multiple, CancellationToken.None), () => Task.Delay(Pause), Fail);
    }

    Task<string> ChannelContext.BasicConsume(
        string queue, bool noAck, bool exclusive, IDictionary<string, object> arguments, IAsyncBasicConsumer consumer, string consumerTag,
        CancellationToken cancellationToken) =>
        _channel.BasicConsume(
            queue, noAck, exclusive, arguments, _subject is null ? consumer : new InTurnConsumer(consumer, _turns, _subject), consumerTag, cancellationToken);

    /// <summary>Notes the message as done. It is told together with others, so the end of one message cancels nothing.</summary>
    ValueTask ChannelContext.BasicAck(ulong deliveryTag, bool multiple, CancellationToken cancellationToken) => new(_acknowledger.DoneAsync(deliveryTag));

    async Task ChannelContext.BasicNack(ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken)
    {
        await _channel.BasicNack(deliveryTag, multiple, requeue, cancellationToken);
        _acknowledger.Refused(deliveryTag);
    }

    /// <summary>No more messages come. Those under way go on: the consumer has ended when the last of them has.</summary>
    async Task ChannelContext.BasicCancel(string consumerTag, CancellationToken cancellationToken)
    {
        try
        {
            await _channel.BasicCancel(consumerTag, cancellationToken);
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>Tells the broker all that is done: what is not told when the channel closes comes again.</summary>
    public async Task EndAsync()
    {
        try
        {
            await _acknowledger.EndAsync();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    /// <summary>
    /// What of the round was told is not known, so no later round could mend it: a channel that lives is given up, and the broker
    /// delivers again what it was not told.
    /// </summary>
    void Fail(Exception exception)
    {
        if (_channel.Channel.IsOpen)
        {
            LogContext.Error?.Log(exception, "Deliveries that are done could not be acknowledged");
            _channel.NotifyFaulted(exception, _endpoint);
        }
        else
            LogContext.Debug?.Log(exception, "The channel closed before all that is done was acknowledged");
    }
}
