using OrderSaga.Contracts;
using OrderSaga.Jobs;

namespace OrderSaga.Batches;

/// <summary>What caused a line of a batch's history.</summary>
static class BatchCause
{
    public const string Triggered = "triggered";
    public const string Retried = "retried";
    public const string Stored = "stored";
    public const string Counted = "counted";
    public const string Dismissed = "dismissed";
    public const string Withdrawn = "withdrawn";
    public const string Deadline = "deadline";
    public const string Removed = "removed";
}

/// <summary>What a batch tells.</summary>
sealed class BatchReports() : JobReports<Batch>(Batch.JobKind)
{
    protected override BatchStatusChanged Event(Batch job, string status, string? previous, DateTime at) => new()
    {
        BatchId = job.CorrelationId,
        BulkId = job.BulkId,
        Number = job.Number,
        RetryOf = job.RetryOf,
        // In the words of the standard: what was never triggered ends as dismissed, and came from nowhere.
        Status = status == BatchStatus.Discarded ? JobStatus.Dismissed : status,
        PreviousStatus = previous == BatchStatus.Prepared ? null : previous,
        Phase = job.Phase,
        Message = job.Message,
        ReasonCode = job.ReasonCode,
        Outcome = job.Outcome,
        At = at,
        Progress = BatchProgress.Of(job),
        NumberOfProducts = job.NumberOfProducts,
        Waiting = job.Waiting,
        Running = job.Running,
        Successful = job.Successful,
        Failed = job.Failed,
        Dismissed = job.Dismissed,
        OrderSize = job.OrderSize,
        EvictionDate = job.EvictionDate,
        Priority = job.Priority,
        Owner = job.Owner,
        Tenant = job.Tenant,
        Label = job.Label,
        Sequence = job.Sequence,
    };

    protected override string? TextOf(object message) => (message as CancelBatch)?.Reason;
}
