using MassTransit;
using OrderSaga.Callbacks;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.SagaStore;

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

/// <summary>The ways an event ends: a status entered, counts told, a change remembered, or a late line in the history.</summary>
static class BatchReports
{
    /// <summary>History beyond this many lines takes no more late ones: a foreign system in a loop must not fill the disk.</summary>
    const int MostEntries = 200;

    /// <summary>Enters <paramref name="state"/>: one history line and one status event, in the transaction of the change.</summary>
    public static EventActivityBinder<Batch, T> Enter<T>(this EventActivityBinder<Batch, T> binder, State state, string cause)
        where T : class =>
        binder.Then(c =>
        {
            var previous = c.Saga.State == "Initial" ? null : c.Saga.Status;
            var status = JobStatus.FromState(state.Name);
            Write(c, previous, status, cause, late: false);
            Tell(c, status, previous);
            c.RecordCallback(
                c.Saga.Subscriber, new JobEvent(CallbackJobKind.Batch, c.Saga.CorrelationId, c.Saga.Sequence, c.Saga.Owner, status, At(c.Message)),
                () => JobSnapshot.Write(c.Saga, status));
        }).TransitionTo(state);

    /// <summary>New counts within the status: told, without a line in the history.</summary>
    public static EventActivityBinder<Batch, T> TellCounts<T>(this EventActivityBinder<Batch, T> binder)
        where T : class => binder.Then(c => Tell(c, c.Saga.Status, c.Saga.Status));

    /// <summary>A change within the status: remembered, not told.</summary>
    public static EventActivityBinder<Batch, T> Remember<T>(this EventActivityBinder<Batch, T> binder, string cause)
        where T : class => binder.Then(c =>
        {
            c.Saga.Updated = At(c.Message);
            Write(c, c.Saga.Status, c.Saga.Status, cause, late: false);
        });

    /// <summary>Nothing changes; the history keeps what came.</summary>
    public static EventActivityBinder<Batch, T> Late<T>(this EventActivityBinder<Batch, T> binder, string cause)
        where T : class => binder.Then(c =>
        {
            if (c.Saga.Entries < MostEntries)
                Write(c, c.Saga.Status, c.Saga.Status, cause, late: true);
        });

    /// <summary>The same trigger again: its status is told again.</summary>
    public static EventActivityBinder<Batch, StartBatch> TellAgain(this EventActivityBinder<Batch, StartBatch> binder) =>
        binder.Then(c => c.Tell(Status(c.Saga, c.Saga.Status, null, c.Saga.Updated)));

    static DateTime At(object message) => message switch
    {
        IBatchCommand command => command.At,
        DeadlinePassed<Batch> deadline => deadline.At,
        _ => throw new InvalidOperationException($"{message.GetType().Name} carries no time."),
    };

    static void Tell<T>(BehaviorContext<Batch, T> c, string status, string? previous)
        where T : class
    {
        c.Saga.Sequence++;
        c.Tell(Status(c.Saga, status, previous, At(c.Message)));
    }

    static BatchStatusChanged Status(Batch batch, string status, string? previous, DateTime at) => new()
    {
        BatchId = batch.CorrelationId,
        BulkId = batch.BulkId,
        Number = batch.Number,
        RetryOf = batch.RetryOf,
        // In the words of the standard: what was never triggered ends as dismissed, and came from nowhere.
        Status = status == BatchStatus.Discarded ? JobStatus.Dismissed : status,
        PreviousStatus = previous == BatchStatus.Prepared ? null : previous,
        Phase = batch.Phase,
        Message = batch.Message,
        ReasonCode = batch.ReasonCode,
        Outcome = batch.Outcome,
        At = at,
        Progress = BatchProgress.Of(batch),
        NumberOfProducts = batch.NumberOfProducts,
        Waiting = batch.Waiting,
        Running = batch.Running,
        Successful = batch.Successful,
        Failed = batch.Failed,
        Dismissed = batch.Dismissed,
        OrderSize = batch.OrderSize,
        EvictionDate = batch.EvictionDate,
        Priority = batch.Priority,
        Owner = batch.Owner,
        Tenant = batch.Tenant,
        Label = batch.Label,
        Sequence = batch.Sequence,
    };

    static void Write<T>(BehaviorContext<Batch, T> c, string? from, string to, string cause, bool late)
        where T : class
    {
        c.Saga.Entries++;
        c.Record(new JobHistoryEntry
        {
            OrderId = c.Saga.CorrelationId,
            Entry = c.Saga.Entries,
            At = At(c.Message),
            FromStatus = from,
            ToStatus = to,
            Phase = c.Saga.Phase,
            Cause = cause,
            Late = late,
            // The batch's own message says nothing of what came late.
            Message = OrderChanges.Bounded((c.Message as CancelBatch)?.Reason) ?? (late ? null : c.Saga.Message),
        });
    }
}
