namespace OrderSaga.RabbitMq;

/// <summary>Messages that were published one after the other on a channel, and what became of each. Not safe for several threads.</summary>
/// <param name="first">The publish number of the first on its channel; the others follow without a gap.</param>
/// <param name="messages">The messages.</param>
sealed class PublishedGroup(ulong first, IReadOnlyList<PublishedMessage> messages)
{
    readonly Exception?[] _faults = new Exception?[messages.Count];
    readonly bool[] _isSettled = new bool[messages.Count];
    readonly TaskCompletionSource<IReadOnlyList<Exception?>> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _left = messages.Count;
    int _next;

    /// <summary>Ends when all are settled: for each what kept it from being taken, null for nothing.</summary>
    public Task<IReadOnlyList<Exception?>> End => _end.Task;

    /// <summary>The broker took a message, or with <paramref name="multiple"/> all up to it, or refused them with <paramref name="fault"/>.</summary>
    public void Settle(ulong number, bool multiple, Exception? fault = null)
    {
        if (number < first)
            return;
        var index = (int)Math.Min(number - first, (ulong)messages.Count);
        if (!multiple)
        {
            if (index < messages.Count)
                Settle(index, fault);
            return;
        }
        for (var last = Math.Min(index, messages.Count - 1); _next <= last; _next++)
            Settle(_next, fault);
    }

    /// <summary>Notes a message that came back, which the broker confirms all the same afterwards.</summary>
    /// <returns>Whether it is one of these.</returns>
    public bool Return(string? messageId)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (_isSettled[i] || messages[i].Properties.MessageId != messageId)
                continue;
            _faults[i] = new UnroutableException(messages[i].Exchange);
            return true;
        }
        return false;
    }

    /// <summary>Settles what is left with <paramref name="fault"/>: nothing will be heard of it any more.</summary>
    public void Fail(Exception fault)
    {
        for (var i = 0; i < messages.Count; i++)
            Settle(i, fault);
    }

    void Settle(int index, Exception? fault)
    {
        if (_isSettled[index])
            return;
        _isSettled[index] = true;
        _faults[index] ??= fault;
        if (--_left == 0)
            _end.TrySetResult(_faults);
    }
}
