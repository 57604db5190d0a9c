using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderSaga.RabbitMq;

/// <summary>
/// A channel for publishing alone. The broker's confirms are matched by their numbers, many with one call, so that a
/// message costs neither a task nor a header of its own.
/// </summary>
sealed class ConfirmingChannel : IAsyncDisposable
{
    static readonly CreateChannelOptions Confirms = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);

    readonly IChannel _channel;
    readonly Lock _lock = new();
    readonly List<PublishedGroup> _open = [];
    Exception? _end;
    ulong _last;

    ConfirmingChannel(IChannel channel)
    {
        _channel = channel;
        channel.BasicAcksAsync += (_, confirm) => SettleAsync(confirm.DeliveryTag, confirm.Multiple, null);
        channel.BasicNacksAsync += (_, confirm) => SettleAsync(
            confirm.DeliveryTag, confirm.Multiple, new UnconfirmedException("The broker refused the message: a queue is full or can't store it."));
        channel.BasicReturnAsync += ReturnAsync;
        channel.ChannelShutdownAsync += (_, shutdown) => EndAsync(new UnconfirmedException($"The channel closed: {shutdown.ReplyText}", shutdown.Exception));
    }

    public static async Task<ConfirmingChannel> OpenAsync(
        IConnection connection, Func<IChannel, CancellationToken, Task> prepare, CancellationToken cancellation)
    {
        var channel = await connection.CreateChannelAsync(Confirms, cancellation);
        try
        {
            await prepare(channel, cancellation);
            return new ConfirmingChannel(channel);
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    public bool IsOpen => _channel.IsOpen;

    /// <summary>Whether the broker still owes confirms.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (_lock)
                return _open.Count > 0;
        }
    }

    /// <summary>Publishes messages in their order. One call at a time; it returns when all are on their way.</summary>
    /// <exception cref="Exception">Which of them left is not known: the channel is to be given up.</exception>
    public async Task<PublishedGroup> PublishAsync(IReadOnlyList<PublishedMessage> messages, CancellationToken cancellation)
    {
        var group = new PublishedGroup(_last + 1, messages);
        lock (_lock)
        {
            if (_end is not null)
                throw _end;
            _open.Add(group);
        }
        foreach (var message in messages)
        {
            await _channel.BasicPublishAsync(message.Exchange, "", message.Mandatory, message.Properties, message.Body, cancellation);
            _last++;
        }
        return group;
    }

    /// <summary>Waits until all of the group are settled; those that are not by then count as not taken.</summary>
    public async Task<IReadOnlyList<Exception?>> SettledAsync(PublishedGroup group, CancellationToken cancellation)
    {
        try
        {
            return await group.End.WaitAsync(cancellation);
        }
        catch (OperationCanceledException exception)
        {
            // What the broker says later of these numbers meets nobody; the channel goes on.
            lock (_lock)
            {
                _open.Remove(group);
                group.Fail(new UnconfirmedException("The broker did not confirm the message in time.", exception));
            }
            return await group.End;
        }
    }

    /// <summary>Settles all that is open with <paramref name="fault"/>.</summary>
    public Task EndAsync(Exception fault)
    {
        lock (_lock)
        {
            _end ??= fault;
            foreach (var group in _open)
                group.Fail(fault);
            _open.Clear();
        }
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(new UnconfirmedException("The channel was closed."));
        await _channel.DisposeAsync();
    }

    Task SettleAsync(ulong number, bool multiple, Exception? fault)
    {
        lock (_lock)
        {
            foreach (var group in _open)
                group.Settle(number, multiple, fault);
            _open.RemoveAll(static group => group.End.IsCompleted);
        }
        return Task.CompletedTask;
    }

    Task ReturnAsync(object sender, BasicReturnEventArgs returned)
    {
        lock (_lock)
            _ = _open.Exists(group => group.Return(returned.BasicProperties.MessageId));
        return Task.CompletedTask;
    }
}
