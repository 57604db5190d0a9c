using System.Threading.Channels;

namespace OrderSaga.Catalogue.Stac;

/// <summary>
/// Gathers single look-ups that wait at the same time into one request: an AMQP door brings hundreds at once. A wait has its limit, so that
/// a door's client gets its answer.
/// </summary>
/// <param name="ask">Looks up several keys, and tells of each fault that is tried again.</param>
/// <param name="size">Most keys in one request.</param>
/// <param name="limit">Longest wait.</param>
/// <param name="clock">Measures it.</param>
sealed class StacLookUps(
    Func<IReadOnlyCollection<string>, Action<StacFault>, CancellationToken, Task<StacFindings>> ask, int size, TimeSpan limit, TimeProvider clock)
{
    const int MostRequests = 4;

    readonly Channel<LookUp> _waiting = Channel.CreateUnbounded<LookUp>();
    int _running;

    /// <exception cref="CatalogueFailedException">The catalogue can't be asked, or does not answer in time.</exception>
    public async Task<StacFindings> FindAsync(string key, CancellationToken cancellation)
    {
        var waiting = new LookUp(key);
        _waiting.Writer.TryWrite(waiting);
        Start();
        try
        {
            return await waiting.Answer.Task.WaitAsync(limit, clock, cancellation);
        }
        catch (TimeoutException late)
        {
            // Its own limit and that of the shared request may end in either order.
            throw Late(waiting.Trouble, late);
        }
        finally
        {
            // Nobody listens any more, if it is not answered yet.
            waiting.Answer.TrySetCanceled(CancellationToken.None);
        }
    }

    CatalogueFailedException Late(StacFault? trouble, Exception inner) =>
        new($"The catalogue did not answer within {limit}{(trouble is null ? "" : $": {trouble.Message}")}.", inner) { IsPassing = true };

    /// <summary>Counts a worker only if it starts one: a count that is too high for a moment could keep the last worker from going on.</summary>
    void Start()
    {
        int running;
        do
        {
            running = Volatile.Read(ref _running);
            if (running >= MostRequests)
                return;
        }
        while (Interlocked.CompareExchange(ref _running, running + 1, running) != running);
        _ = Task.Run(WorkAsync);
    }

    async Task WorkAsync()
    {
        while (Take() is { Count: > 0 } batch)
            await AnswerAsync(batch);
        Interlocked.Decrement(ref _running);
        // One may have come between the last look and the end.
        if (_waiting.Reader.TryPeek(out _))
            Start();
    }

    List<LookUp> Take()
    {
        var batch = new List<LookUp>();
        while (batch.Count < size && _waiting.Reader.TryRead(out var waiting))
        {
            if (!waiting.Answer.Task.IsCompleted)
                batch.Add(waiting);
        }
        return batch;
    }

    async Task AnswerAsync(List<LookUp> batch)
    {
        // Before the first of them gives up, so that it hears why.
        using var end = new CancellationTokenSource(limit * 0.9, clock);
        try
        {
            var found = await ask(
                [.. batch.Select(waiting => waiting.Key).Distinct(StringComparer.Ordinal)], fault => batch.ForEach(waiting => waiting.Trouble = fault), end.Token);
            // Whom a gap concerns shows when each is asked for alone.
            if (found.Gap is not null && batch.Count > 1)
                await AnswerEachAsync(batch);
            else
                batch.ForEach(waiting => waiting.Answer.TrySetResult(found));
        }
        // One identifier that the API chokes on must not cost the others their answer.
        catch (CatalogueFailedException fault) when (!fault.IsPassing && batch.Count > 1)
        {
            await AnswerEachAsync(batch);
        }
        catch (OperationCanceledException ended) when (end.IsCancellationRequested)
        {
            batch.ForEach(waiting => waiting.Answer.TrySetException(Late(waiting.Trouble, ended)));
        }
        catch (Exception fault)
        {
            batch.ForEach(waiting => waiting.Answer.TrySetException(fault));
        }
    }

    async Task AnswerEachAsync(List<LookUp> batch)
    {
        foreach (var waiting in batch.Where(waiting => !waiting.Answer.Task.IsCompleted))
            await AnswerAsync([waiting]);
    }

    sealed record LookUp(string Key)
    {
        volatile StacFault? _trouble;

        /// <summary>What its request is tried again for; null while nothing went wrong.</summary>
        public StacFault? Trouble
        {
            get => _trouble;
            set => _trouble = value;
        }

        public TaskCompletionSource<StacFindings> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
