using System.Collections.Concurrent;
using OrderSaga.Orders;
using OrderSaga.SagaStore;
using OrderSaga.SagaStore.Loops;

namespace OrderSaga.Batches;

/// <summary>Wakes the batches' loops when a commit of this process left them something to do. Other processes' commits are found by sweeps.</summary>
sealed class BatchSignals(Wake<BatchStarter> start, Wake<BatchStopper> stop, Wake<BatchCounter> count) : ICommitListener<Order>, ICommitListener<Batch>
{
    readonly ConcurrentDictionary<Guid, bool> _changed = new();

    /// <summary>Orders of the batch may have changed their status.</summary>
    public void Changed(Guid batchId)
    {
        _changed[batchId] = true;
        count.Up();
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
                stop.Up();
            // Stored or not, and what waits for the end of a stop may go on.
            if (!batch.OrdersStored || batch.Phase is BatchPhase.Failed or BatchPhase.Cancelled)
                start.Up();
        }
    }
}
