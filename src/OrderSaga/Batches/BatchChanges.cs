using OrderSaga.Jobs;

namespace OrderSaga.Batches;

/// <summary>What the events of the machine do to an instance. Pure memory: no I/O, no clock.</summary>
static class BatchChanges
{
    public static void Trigger(this Batch batch, StartBatch start)
    {
        batch.Priority = start.Priority ?? batch.Priority;
        batch.Subscriber = start.Subscriber ?? batch.Subscriber;
        batch.ResultForm = start.ResultForm ?? batch.ResultForm;
        batch.Begin(start.At);
    }

    public static void Repeat(this Batch batch, RetryBatch retry)
    {
        batch.RetryOf = retry.RetryOf;
        batch.BulkId = retry.BulkId;
        batch.Number = retry.Number;
        batch.Owner = retry.Owner;
        batch.Tenant = retry.Tenant;
        batch.Label = retry.Label;
        batch.FailurePolicy = retry.FailurePolicy;
        batch.NumberOfProducts = retry.NumberOfProducts;
        batch.Volume = retry.Volume;
        batch.Priority = retry.Priority;
        batch.Subscriber = retry.Subscriber;
        batch.ResultForm = retry.ResultForm;
        batch.PreparedAt = retry.At;
        batch.Begin(retry.At);
    }

    /// <summary>From now on a starter may take it.</summary>
    static void Begin(this Batch batch, DateTime at)
    {
        batch.Phase = BatchPhase.Starting;
        batch.Message = null;
        batch.ReasonCode = null;
        batch.Deadline = null;
        batch.Created = batch.Due = at;
        batch.Updated = at;
        batch.ClaimedUntil = null;
    }

    /// <summary>Every order is there, each of them waiting until a recount says otherwise.</summary>
    public static void Store(this Batch batch, BatchOrdersStored stored)
    {
        batch.OrdersStored = true;
        batch.NumberOfProducts = stored.Orders;
        batch.Waiting = stored.Orders;
        batch.ClaimedUntil = null;
        // One that was dismissed meanwhile has its stop before it.
        if (batch.Phase == BatchPhase.Stopping)
            batch.EndStopIfDone();
        else
            (batch.Phase, batch.Due) = (BatchPhase.Queued, null);
        batch.Updated = stored.At;
    }

    public static void Take(this Batch batch, BatchCounted counted)
    {
        var counts = counted.Counts;
        batch.Waiting = counts.Waiting;
        batch.Running = counts.Running;
        batch.Successful = counts.Successful;
        batch.Failed = counts.Failed;
        batch.Dismissed = counts.Dismissed;
        batch.OrderSize = counts.OrderSize;
        batch.EvictionDate = counts.EvictionDate;
        batch.CountedAt = batch.CountedAt > counted.At ? batch.CountedAt : counted.At;
        batch.Updated = counted.At;
        if (batch.Phase == BatchPhase.Stopping)
            batch.EndStopIfDone();
    }

    public static void Run(this Batch batch, DateTime at)
    {
        batch.Phase = BatchPhase.Running;
        batch.Started = at;
        batch.Updated = at;
    }

    public static void Complete(this Batch batch, DateTime at)
    {
        batch.Outcome = batch.Successful == batch.NumberOfProducts ? BatchOutcome.Complete : BatchOutcome.Partial;
        batch.End(BatchPhase.Completed, BatchTexts.Completed(batch), at);
    }

    /// <summary>Nothing of it is left to be done, or what is left must not be done.</summary>
    public static void Fail(this Batch batch, string reason, string message, DateTime at)
    {
        batch.ReasonCode = reason;
        batch.End(BatchPhase.Failed, message, at);
        batch.StopIfOpen(at);
    }

    public static void Cancel(this Batch batch, string? reason, DateTime at)
    {
        batch.End(BatchPhase.Cancelled, reason ?? BatchTexts.Cancelled, at);
        batch.StopIfOpen(at);
    }

    public static void Discard(this Batch batch, string? reason, string message, DateTime at)
    {
        batch.ReasonCode = reason;
        batch.End(BatchPhase.Discarded, message, at);
    }

    static void End(this Batch batch, string phase, string? message, DateTime at)
    {
        batch.Phase = phase;
        batch.Message = JobText.Bounded(message);
        batch.Due = null;
        batch.Deadline = null;
        batch.Finished = batch.Updated = at;
    }

    /// <summary>The stopper cancels what has not ended. A claim of the starter stays: it stores what is missing, to be cancelled as well.</summary>
    static void StopIfOpen(this Batch batch, DateTime at)
    {
        if (batch.OrdersStored && batch.Open() == 0)
            return;
        batch.Phase = BatchPhase.Stopping;
        batch.Due = at;
    }

    static void EndStopIfDone(this Batch batch)
    {
        if (batch.Open() > 0)
            return;
        batch.Phase = batch.Status == JobStatus.Failed ? BatchPhase.Failed : BatchPhase.Cancelled;
        batch.Due = null;
        batch.ClaimedUntil = null;
    }
}
