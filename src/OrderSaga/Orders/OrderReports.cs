using MassTransit;
using OrderSaga.Archive;
using OrderSaga.Callbacks;
using OrderSaga.Contracts;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Orders;

/// <summary>What caused a line of the history.</summary>
static class Cause
{
    public const string Submitted = "submitted";
    public const string Dispatched = "dispatched";
    public const string Granted = "granted";
    public const string Denied = "denied";
    public const string Success = "success";
    public const string Error = "error";
    public const string Notification = "notification";
    public const string Deadline = "deadline";
    public const string Dismissed = "dismissed";
    public const string Removed = "removed";
    public const string Evicted = "evicted";
    public const string Refused = "refused";
}

/// <summary>The three ways an event ends: a status entered, a change remembered, or a late line in the history.</summary>
static class OrderReports
{
    /// <summary>History beyond this many lines takes no more late ones: a foreign system in a loop must not fill the disk.</summary>
    const int MostEntries = 200;

    /// <summary>Enters <paramref name="state"/>: one history line and one status event, in the transaction of the change.</summary>
    public static EventActivityBinder<Order, T> Enter<T>(this EventActivityBinder<Order, T> binder, State state, string cause)
        where T : class =>
        binder.Then(c => Report(c, JobStatus.FromState(state.Name), cause)).TransitionTo(state);

    /// <summary>A further attempt: the status stays, the attempt is told.</summary>
    /// <param name="binder">The event.</param>
    /// <param name="cause">What the history says.</param>
    /// <param name="pause">How long the next attempt waits after the one that ended; null for not at all.</param>
    public static EventActivityBinder<Order, T> TryAgain<T>(this EventActivityBinder<Order, T> binder, string cause, Func<int, TimeSpan>? pause = null)
        where T : class => binder.Then(c =>
        {
            var ended = c.Saga.Attempt;
            var at = At(c.Message);
            c.Saga.TryAgain(at, at + (pause?.Invoke(ended) ?? TimeSpan.Zero));
            Write(c, c.Saga.Status, c.Saga.Status, cause, late: false, ended);
            Tell(c, c.Saga.Status, c.Saga.Status);
        });

    /// <summary>A change within the status, of the phase alone: remembered, not told.</summary>
    public static EventActivityBinder<Order, T> Remember<T>(this EventActivityBinder<Order, T> binder, string cause)
        where T : class => binder.Then(c =>
        {
            c.Saga.Updated = At(c.Message);
            Write(c, c.Saga.Status, c.Saga.Status, cause, late: false);
        });

    /// <summary>Nothing changes; the history keeps what came.</summary>
    public static EventActivityBinder<Order, T> Late<T>(this EventActivityBinder<Order, T> binder, string cause)
        where T : class => binder.Then(c =>
        {
            if (c.Saga.Entries < MostEntries)
                Write(c, c.Saga.Status, c.Saga.Status, cause, late: true);
        });

    /// <summary>The same order id again: same content, its status is told again; other content, rejected.</summary>
    public static void AnswerRepetition(BehaviorContext<Order, PlaceOrder> c)
    {
        if (c.Message.ContentDigest == c.Saga.ContentDigest)
        {
            c.Tell(Status(c.Saga, c.Saga.Status, null, c.Saga.Updated));
            return;
        }
        c.Tell(new OrderRejected
        {
            OrderId = c.Saga.CorrelationId,
            At = c.Message.At,
            Errors = [new FieldFault("orderId", c.Saga.CorrelationId.ToString(), "is taken by an order with other content; a new order needs a new id")],
        });
    }

    public static DateTime At(object message) => message switch
    {
        IOrderCommand command => command.At,
        IArchiveAnswer answer => answer.At,
        DeadlinePassed<Order> deadline => deadline.At,
        _ => throw new InvalidOperationException($"{message.GetType().Name} carries no time."),
    };

    static void Report<T>(BehaviorContext<Order, T> c, string status, string cause)
        where T : class
    {
        var previous = c.Saga.State == "Initial" ? null : c.Saga.Status;
        Write(c, previous, status, cause, late: false);
        Tell(c, status, previous);
    }

    static void Tell<T>(BehaviorContext<Order, T> c, string status, string? previous)
        where T : class
    {
        c.Saga.Sequence++;
        c.Tell(Status(c.Saga, status, previous, At(c.Message)));
        c.RecordCallback(
            c.Saga.Subscriber,
            new JobEvent(CallbackJobKind.Order, c.Saga.CorrelationId, c.Saga.Sequence, c.Saga.Owner, status, At(c.Message)),
            () => JobSnapshot.Write(c.Saga, status));
    }

    static OrderStatusChanged Status(Order order, string status, string? previous, DateTime at) => new()
    {
        OrderId = order.CorrelationId,
        ProductIdentifier = order.ProductIdentifier,
        Status = status,
        PreviousStatus = previous,
        Phase = order.Phase,
        Message = order.Message,
        ReasonCode = order.ReasonCode,
        At = at,
        Attempt = order.Attempt,
        Priority = order.Priority,
        Owner = order.Owner,
        Tenant = order.Tenant,
        Label = order.Label,
        BatchId = order.BatchId,
        BulkId = order.BulkId,
        Sequence = order.Sequence,
    };

    static void Write<T>(BehaviorContext<Order, T> c, string? from, string to, string cause, bool late, int? attempt = null)
        where T : class
    {
        var origin = (c.Message as IArchiveAnswer)?.Origin;
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
            Attempt = origin?.Attempt ?? attempt ?? c.Saga.Attempt,
            RequestId = origin?.RequestId ?? c.Saga.RequestId(attempt),
            // The order's own message says nothing of what came late.
            Message = OrderChanges.Bounded(TextOf(c.Message)) ?? (late ? null : c.Saga.Message),
        });
    }

    static string? TextOf(object message) => message switch
    {
        IArchiveAnswer answer => answer.Text,
        CancelOrder cancel => cancel.Reason,
        RefuseRequest refused => refused.Faults,
        _ => null,
    };
}
