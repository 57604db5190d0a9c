using MassTransit;
using MassTransit.RabbitMqTransport;

namespace OrderSaga.RabbitMq;

/// <summary>A channel that gathers acknowledgements and sends as few as it can.</summary>
sealed class AcknowledgingChannel : ScopeChannelContext, ChannelContext, IDisposable
{
    /// <summary>What is done within this time is told together. 20 ms of the default prefetch of 500 would still be 25 000 messages a second.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    readonly ChannelContext _channel;
    readonly DoneDeliveries _done = new();
    readonly Lock _lock = new();
    readonly SemaphoreSlim _telling = new(1, 1);
    bool _isScheduled;

    public AcknowledgingChannel(ChannelContext channel)
        : base(channel, channel.CancellationToken) => _channel = channel;

    /// <summary>Notes the message as done; the broker hears of it soon, together with others, so that one message's end cancels nothing.</summary>
    ValueTask ChannelContext.BasicAck(ulong deliveryTag, bool multiple, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _done.Add(deliveryTag);
            if (_isScheduled)
                return ValueTask.CompletedTask;
            _isScheduled = true;
        }
        _ = TellSoonAsync();
        return ValueTask.CompletedTask;
    }

    async Task ChannelContext.BasicNack(ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken)
    {
        await _channel.BasicNack(deliveryTag, multiple, requeue, cancellationToken);
        lock (_lock)
            _done.Refused(deliveryTag);
    }

    /// <summary>The consumer ends, and all its messages are done: what is not yet told would come again.</summary>
    async Task ChannelContext.BasicCancel(string consumerTag, CancellationToken cancellationToken)
    {
        while (await TellAsync())
        {
            // One more round tells what had to wait for its neighbours.
        }
        await _channel.BasicCancel(consumerTag, cancellationToken);
    }

    public new void Dispose()
    {
        _telling.Dispose();
        base.Dispose();
    }

    async Task TellSoonAsync()
    {
        try
        {
            do
                await Task.Delay(Pause);
            while (await TellAsync());
        }
        catch (Exception exception)
        {
            // The broker delivers again what it was not told.
            if (_channel.Channel.IsOpen)
                LogContext.Error?.Log(exception, "Deliveries that are done could not be acknowledged");
            else
                LogContext.Debug?.Log(exception, "The channel closed before all that is done was acknowledged");
        }
    }

    /// <returns>Whether something is left to be told.</returns>
    async Task<bool> TellAsync()
    {
        await _telling.WaitAsync();
        try
        {
            ulong? all;
            IReadOnlyList<ulong> single;
            lock (_lock)
                (all, single) = _done.Take();
            if (all is { } last)
                await _channel.BasicAck(last, multiple: true, CancellationToken.None);
            foreach (var tag in single)
                await _channel.BasicAck(tag, multiple: false, CancellationToken.None);
            lock (_lock)
                return _isScheduled = _done.AreWaiting;
        }
        finally
        {
            _telling.Release();
        }
    }
}
