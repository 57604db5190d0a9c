using MassTransit;
using MassTransit.RabbitMqTransport;

namespace OrderSaga.RabbitMq;

/// <summary>A channel that gathers acknowledgements and sends as few as it can.</summary>
sealed class AcknowledgingChannel : ScopeChannelContext, ChannelContext
{
    /// <summary>What is done within this time is told together. 20 ms of the default prefetch of 500 would still be 25 000 messages a second.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    readonly ChannelContext _channel;
    readonly Uri _endpoint;
    readonly Acknowledger _acknowledger;

    public AcknowledgingChannel(ChannelContext channel, Uri endpoint)
        : base(channel, channel.CancellationToken)
    {
        _channel = channel;
        _endpoint = endpoint;
        _acknowledger = new Acknowledger((tag, multiple) => _channel.BasicAck(tag, multiple, CancellationToken.None), () => Task.Delay(Pause), Fail);
    }

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
