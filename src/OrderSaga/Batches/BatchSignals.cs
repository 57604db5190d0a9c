using System.Collections.Concurrent;
using System.Threading.Channels;
using OrderSaga.Orders;
using OrderSaga.SagaStore;

namespace OrderSaga.Batches;

/// <summary>Wakes one loop; calls while it works make it look once more.</summary>
sealed class LoopSignal
{
    readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Returns at the next call, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using var sweep = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        sweep.CancelAfter(longest);
        try
        {
            await _wake.Reader.ReadAsync(sweep.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Nobody called: time for a sweep.
        }
    }
}

/// <summary>Wakes the batches' loops when a commit of this process left them something to do. Other processes' commits are found by sweeps.</summary>
sealed class BatchSignals : ICommitListener<Order>, ICommitListener<Batch>
{
    readonly ConcurrentDictionary<Guid, bool> _changed = new();

    public LoopSignal Start { get; } = new();
    public LoopSignal Stop { get; } = new();
    public LoopSignal Count { get; } = new();

    /// <summary>Orders of the batch may have changed their status.</summary>
    public void Changed(Guid batchId)
    {
        _changed[batchId] = true;
        Count.Wake();
    }

    /// <summary>The changed batches so far; they are forgotten.</summary>
    public IReadOnlyCollection<Guid> TakeChanged()
    {
        var ids = _changed.Keys.ToList();
        ids.RemoveAll(id => !_changed.TryRemove(id, out _));
        return ids;
    }

    public void Committed(IReadOnlyCollection<Order> changed)
    {
        foreach (var order in changed)
        {
            // An accepted one was accepted before.
            if (order.BatchId is { } batchId && order.State != nameof(OrderStateMachine.Accepted))
                Changed(batchId);
        }
    }

    public void Committed(IReadOnlyCollection<Batch> changed)
    {
        foreach (var batch in changed)
        {
            if (batch.Phase == BatchPhase.Queued)
                Changed(batch.CorrelationId);
            if (batch.Phase == BatchPhase.Stopping)
                Stop.Wake();
            // Stored or not, and what waits for the end of a stop may go on.
            if (!batch.OrdersStored || batch.Phase is BatchPhase.Failed or BatchPhase.Cancelled)
                Start.Wake();
        }
    }
}
