namespace OrderSaga.RabbitMq;

/// <summary>
/// Lets messages about one thing pass one after the other, in the order in which they were delivered, and all others side
/// by side. A consumer with several messages at a time else takes the second of two before the first now and then.
/// </summary>
public sealed class Turns
{
    readonly Lock _lock = new();

    /// <summary>The end of the last message about a thing, while there is one under way.</summary>
    readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);

    /// <summary>Those that a thread brought here before another one brought the message in front of them.</summary>
    readonly Dictionary<ulong, Turn> _early = [];

    ulong _next = 1;

    /// <summary>Does the work of a message once it is its turn.</summary>
    /// <param name="number">Its place in the order of delivery: 1, 2, 3 …, each exactly once.</param>
    /// <param name="key">What it is about; null for a message that waits for none.</param>
    /// <param name="work">What is to be done. The next one about the same comes when it has ended, whether well or not.</param>
    public async Task TakeAsync(ulong number, string? key, Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var turn = new Turn(key);
        lock (_lock)
        {
            _early.Add(number, turn);
            while (_early.Remove(_next, out var next))
            {
                _next++;
                LineUp(next);
            }
        }
        await await turn.Before.Task;
        try
        {
            await work();
        }
        finally
        {
            Leave(turn);
        }
    }

    void LineUp(Turn turn)
    {
        var before = Task.CompletedTask;
        if (turn.Key is { } key)
        {
            before = _last.GetValueOrDefault(key, before);
            _last[key] = turn.End.Task;
        }
        turn.Before.SetResult(before);
    }

    void Leave(Turn turn)
    {
        lock (_lock)
        {
            if (turn.Key is { } key && _last.GetValueOrDefault(key) == turn.End.Task)
                _last.Remove(key);
        }
        turn.End.SetResult();
    }

    sealed class Turn(string? key)
    {
        public string? Key { get; } = key;

        /// <summary>The end of the one in front of it, once all that were delivered before have come here.</summary>
        public TaskCompletionSource<Task> Before { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
