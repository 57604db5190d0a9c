using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Bulks;

/// <summary>What the events of the machine do to an instance. Pure memory: no I/O, no clock.</summary>
static class BulkChanges
{
    public static void Accept(this Bulk bulk, PlaceBulk place)
    {
        bulk.Owner = place.Owner;
        bulk.Tenant = place.Tenant;
        bulk.Label = place.Label;
        bulk.Priority = place.Priority;
        bulk.Selection = place.Selection;
        bulk.MaxProducts = place.MaxProducts;
        bulk.BatchSizeProducts = place.BatchSizeProducts;
        bulk.BatchSizeVolume = place.BatchSizeVolume;
        bulk.AutomaticTrigger = place.AutomaticTrigger;
        bulk.FailurePolicy = place.FailurePolicy;
        bulk.Subscriber = place.Subscriber;
        bulk.ResultForm = place.ResultForm;
        bulk.ContentDigest = place.ContentDigest;
        bulk.Phase = BulkPhase.Queued;
        bulk.Created = bulk.Updated = place.At;
        bulk.Due = place.At;
        bulk.Deadline = null;
    }

    /// <summary>Only keeps the place: nothing of the bulk is known but its id.</summary>
    public static void Await(this Bulk bulk, CancelBulkToCome cancel)
    {
        bulk.Owner = bulk.Tenant = bulk.Selection = bulk.FailurePolicy = bulk.ContentDigest = "";
        bulk.Phase = BulkPhase.Cancelled;
        bulk.Message = cancel.Reason;
        bulk.Cascade = cancel.Cascade;
        bulk.Created = bulk.Updated = cancel.At;
        bulk.Deadline = cancel.Until;
    }

    /// <summary>The catalogue of this moment counts from now on, also for a resolver that goes on after a crash.</summary>
    public static void Resolve(this Bulk bulk, DateTime at)
    {
        bulk.Phase = BulkPhase.Resolving;
        bulk.Started = bulk.ResolvedAt = at;
        bulk.Updated = at;
    }

    public static void Complete(this Bulk bulk, BulkPrepared prepared)
    {
        bulk.End(BulkPhase.Completed, prepared.Message, prepared.At);
        bulk.ReasonCode = prepared.Reason;
        bulk.NumberOfProducts = prepared.Products;
        bulk.TotalVolume = prepared.Volume;
        bulk.NumberOfBatches = prepared.Batches;
        if (bulk.AutomaticTrigger && prepared.Batches > 0)
        {
            // The resolver that prepared them goes on with them, so its claim stays.
            bulk.Due = prepared.At;
        }
        else
        {
            bulk.Settle();
        }
    }

    public static void Fail(this Bulk bulk, FailBulk fail)
    {
        bulk.End(BulkPhase.Failed, fail.Message, fail.At);
        bulk.ReasonCode = fail.Reason;
        bulk.ClearUp(fail.At);
    }

    public static void Cancel(this Bulk bulk, CancelBulk cancel)
    {
        bulk.End(BulkPhase.Cancelled, cancel.Reason ?? OrderTexts.Cancelled, cancel.At);
        bulk.Cascade = cancel.Cascade;
        bulk.ClearUp(cancel.At);
    }

    /// <summary>A dismissal after the end: the batches go, the outcome stays.</summary>
    public static void Withdraw(this Bulk bulk, CancelBulk cancel)
    {
        bulk.Cascade = cancel.Cascade || bulk.Cascade is true;
        bulk.ClearUp(cancel.At);
    }

    static void End(this Bulk bulk, string phase, string? message, DateTime at)
    {
        bulk.Phase = phase;
        bulk.Message = JobText.Bounded(message);
        bulk.Finished = at;
        bulk.Updated = at;
    }

    /// <summary>A resolver, whichever, discards the prepared batches. Whoever holds the claim now has lost it.</summary>
    static void ClearUp(this Bulk bulk, DateTime at)
    {
        bulk.Due = at;
        bulk.ClaimedUntil = null;
    }

    static void Settle(this Bulk bulk)
    {
        bulk.Due = null;
        bulk.ClaimedUntil = null;
    }
}
