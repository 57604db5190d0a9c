using OrderSaga.Contracts;
using OrderSaga.Jobs;

namespace OrderSaga.Bulks;

/// <summary>What caused a line of a bulk's history.</summary>
static class BulkCause
{
    public const string Submitted = "submitted";
    public const string Resolving = "resolving";
    public const string Prepared = "prepared";
    public const string Error = "error";
    public const string Dismissed = "dismissed";
    public const string Removed = "removed";
}

/// <summary>What a bulk tells.</summary>
sealed class BulkReports() : JobReports<Bulk>(Bulk.JobKind)
{
    protected override BulkStatusChanged Event(Bulk job, string status, string? previous, DateTime at) => new()
    {
        BulkId = job.CorrelationId,
        Status = status,
        PreviousStatus = previous,
        Phase = job.Phase,
        Message = job.Message,
        ReasonCode = job.ReasonCode,
        At = at,
        Progress = job.ProgressAs(status),
        NumberOfProducts = job.NumberOfProducts,
        RejectedProducts = job.Rejected,
        TotalVolume = job.TotalVolume,
        NumberOfBatches = job.NumberOfBatches,
        Priority = job.Priority,
        Owner = job.Owner,
        Tenant = job.Tenant,
        Label = job.Label,
        Sequence = job.Sequence,
    };

    public override BulkRejected Refusal(Bulk job, DateTime at) => new()
    {
        BulkId = job.CorrelationId,
        At = at,
        Errors = [new FieldFault("bulkId", job.CorrelationId.ToString(), "is taken by a bulk with other content; a new bulk needs a new id")],
    };

    protected override string? TextOf(object message) => (message as CancelBulk)?.Reason;
}
