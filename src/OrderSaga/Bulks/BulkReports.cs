using MassTransit;
using OrderSaga.Callbacks;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.SagaStore;

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

/// <summary>The three ways an event ends: a status entered, a change remembered, or a late line in the history.</summary>
static class BulkReports
{
    /// <summary>History beyond this many lines takes no more late ones: a foreign system in a loop must not fill the disk.</summary>
    const int MostEntries = 200;

    /// <summary>Enters <paramref name="state"/>: one history line and one status event, in the transaction of the change.</summary>
    public static EventActivityBinder<Bulk, T> Enter<T>(this EventActivityBinder<Bulk, T> binder, State state, string cause)
        where T : class, IBulkCommand =>
        binder.Then(c => Report(c, JobStatus.FromState(state.Name), cause)).TransitionTo(state);

    /// <summary>A change within the status: remembered, not told.</summary>
    public static EventActivityBinder<Bulk, T> Remember<T>(this EventActivityBinder<Bulk, T> binder, string cause)
        where T : class, IBulkCommand => binder.Then(c =>
        {
            c.Saga.Updated = c.Message.At;
            Write(c, c.Saga.Status, c.Saga.Status, cause, late: false);
        });

    /// <summary>Nothing changes; the history keeps what came.</summary>
    public static EventActivityBinder<Bulk, T> Late<T>(this EventActivityBinder<Bulk, T> binder, string cause)
        where T : class, IBulkCommand => binder.Then(c =>
        {
            if (c.Saga.Entries < MostEntries)
                Write(c, c.Saga.Status, c.Saga.Status, cause, late: true);
        });

    /// <summary>The same bulk id again: same content, its status is told again; other content, rejected.</summary>
    public static void AnswerRepetition(BehaviorContext<Bulk, PlaceBulk> c)
    {
        if (c.Message.ContentDigest == c.Saga.ContentDigest)
        {
            c.Tell(Status(c.Saga, c.Saga.Status, null, c.Saga.Updated));
            return;
        }
        c.Tell(new BulkRejected
        {
            BulkId = c.Saga.CorrelationId,
            At = c.Message.At,
            Errors = [new FieldFault("bulkId", c.Saga.CorrelationId.ToString(), "is taken by a bulk with other content; a new bulk needs a new id")],
        });
    }

    static void Report<T>(BehaviorContext<Bulk, T> c, string status, string cause)
        where T : class, IBulkCommand
    {
        var previous = c.Saga.State == "Initial" ? null : c.Saga.Status;
        Write(c, previous, status, cause, late: false);
        c.Saga.Sequence++;
        c.Tell(Status(c.Saga, status, previous, c.Message.At));
        c.RecordCallback(
            c.Saga.Subscriber, new JobEvent(CallbackJobKind.Bulk, c.Saga.CorrelationId, c.Saga.Sequence, c.Saga.Owner, status, c.Message.At),
            () => JobSnapshot.Write(c.Saga, status));
    }

    static BulkStatusChanged Status(Bulk bulk, string status, string? previous, DateTime at) => new()
    {
        BulkId = bulk.CorrelationId,
        Status = status,
        PreviousStatus = previous,
        Phase = bulk.Phase,
        Message = bulk.Message,
        ReasonCode = bulk.ReasonCode,
        At = at,
        Progress = bulk.ProgressAs(status),
        NumberOfProducts = bulk.NumberOfProducts,
        RejectedProducts = bulk.Rejected,
        TotalVolume = bulk.TotalVolume,
        NumberOfBatches = bulk.NumberOfBatches,
        Priority = bulk.Priority,
        Owner = bulk.Owner,
        Tenant = bulk.Tenant,
        Label = bulk.Label,
        Sequence = bulk.Sequence,
    };

    static void Write<T>(BehaviorContext<Bulk, T> c, string? from, string to, string cause, bool late)
        where T : class, IBulkCommand
    {
        c.Saga.Entries++;
        c.Record(new JobHistoryEntry
        {
            OrderId = c.Saga.CorrelationId,
            Entry = c.Saga.Entries,
            At = c.Message.At,
            FromStatus = from,
            ToStatus = to,
            Phase = c.Saga.Phase,
            Cause = cause,
            Late = late,
            // The bulk's own message says nothing of what came late.
            Message = OrderChanges.Bounded((c.Message as CancelBulk)?.Reason) ?? (late ? null : c.Saga.Message),
        });
    }
}
