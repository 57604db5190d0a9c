namespace OrderSaga.RabbitMq;

/// <summary>Tells the broker which deliveries of a channel are done, in rounds of as few acknowledgements as can be.</summary>
/// <param name="acknowledge">Sends one acknowledgement: the delivery tag, and whether it stands for all up to it.</param>
/// <param name="pause">Waits for more to be done before the next round.</param>
/// <param name="fail">Hears of a round that failed and that nobody waited for.</param>
sealed class Acknowledger(Func<ulong, bool, ValueTask> acknowledge, Func<Task> pause, Action<Exception> fail)
{
    readonly DoneDeliveries _done = new();
    readonly Lock _lock = new();
    Task _lastRound = Task.CompletedTask;
    bool _isScheduled;
    bool _isEnding;

    /// <summary>Notes a delivery as done. The broker hears of it soon, but before this ends once <see cref="EndAsync"/> was called.</summary>
    public Task DoneAsync(ulong tag)
    {
        lock (_lock)
        {
            _done.Add(tag);
            if (!_isEnding)
            {
                if (!_isScheduled)
                    _ = TellSoonAsync();
                return Task.CompletedTask;
            }
        }
        return TellAllAsync();
    }

    /// <summary>Notes a delivery as refused, which the broker knows.</summary>
    public void Refused(ulong tag)
    {
        lock (_lock)
            _done.Refused(tag);
    }

    /// <summary>
    /// Tells all that is done, and from now on each delivery before it ends: whoever waits for the last of them may close the
    /// channel then, and what is not told by that time comes again.
    /// </summary>
    public Task EndAsync()
    {
        lock (_lock)
            _isEnding = true;
        return TellAllAsync();
    }

    async Task TellSoonAsync()
    {
        _isScheduled = true;
        try
        {
            do
            {
                await pause();
                await TellAsync();
            }
            while (IsLeft());
        }
        catch (Exception exception)
        {
            lock (_lock)
                _isScheduled = false;
            fail(exception);
        }
    }

    bool IsLeft()
    {
        lock (_lock)
            return _isScheduled = _done.AreWaiting;
    }

    async Task TellAllAsync()
    {
        bool isLeft;
        do
        {
            await TellAsync();
            lock (_lock)
                isLeft = _done.AreWaiting;
        }
        while (isLeft);
    }

    /// <summary>One round; rounds follow each other.</summary>
    Task TellAsync()
    {
        lock (_lock)
            return _lastRound = TellAfterAsync(_lastRound);
    }

    async Task TellAfterAsync(Task lastRound)
    {
        await lastRound.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        ulong? all;
        IReadOnlyList<ulong> single;
        lock (_lock)
            (all, single) = _done.Take();
        if (all is { } last)
            await acknowledge(last, true);
        foreach (var tag in single)
            await acknowledge(tag, false);
    }
}
