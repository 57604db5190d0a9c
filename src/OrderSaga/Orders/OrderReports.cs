using MassTransit;
using OrderSaga.Archive;
using OrderSaga.Contracts;
using OrderSaga.Jobs;

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

/// <summary>What an order tells, and what its history says of the archive's requests.</summary>
sealed class OrderReports() : JobReports<Order>(Order.JobKind)
{
    protected override OrderStatusChanged Event(Order job, string status, string? previous, DateTime at) => new()
    {
        OrderId = job.CorrelationId,
        ProductIdentifier = job.ProductIdentifier,
        Status = status,
        PreviousStatus = previous,
        Phase = job.Phase,
        Message = job.Message,
        ReasonCode = job.ReasonCode,
        At = at,
        Attempt = job.Attempt,
        Priority = job.Priority,
        Owner = job.Owner,
        Tenant = job.Tenant,
        Label = job.Label,
        BatchId = job.BatchId,
        BulkId = job.BulkId,
        Sequence = job.Sequence,
    };

    public override OrderRejected Refusal(Order job, DateTime at) => new()
    {
        OrderId = job.CorrelationId,
        At = at,
        Errors = [new FieldFault("orderId", job.CorrelationId.ToString(), "is taken by an order with other content; a new order needs a new id")],
    };

    /// <summary>The order did not come in time for its dismissal.</summary>
    public static CommandRefused DismissalRefused(Order awaited, DateTime at) =>
        OrderDoors.DismissalRefused(awaited.CorrelationId, [new FieldFault("orderId", awaited.CorrelationId.ToString(), "must be the id of an order, and none came in time")], at);

    protected override string? TextOf(object message) => message switch
    {
        IArchiveAnswer answer => answer.Text,
        CancelOrder cancel => cancel.Reason,
        CancelOrderToCome cancel => cancel.Reason,
        RefuseRequest refused => refused.Faults,
        _ => null,
    };

    protected override (int Attempt, string? RequestId) AttemptOf(Order job, object message, int? attempt)
    {
        var origin = (message as IArchiveAnswer)?.Origin;
        return (origin?.Attempt ?? attempt ?? job.Attempt, origin?.RequestId ?? job.RequestId(attempt));
    }
}

static class OrderActivities
{
    /// <summary>The answer is the proof that the request was sent, so that the history tells it whoever comes first.</summary>
    public static EventActivityBinder<Order, T> Dispatched<T>(this EventActivityBinder<Order, T> binder)
        where T : class, IArchiveAnswer => binder.Then(c => c.Saga.Dispatched(c.Message.At)).Precede(Cause.Dispatched);

    /// <summary>A further attempt: the status stays, the attempt is told.</summary>
    /// <param name="binder">The event.</param>
    /// <param name="cause">What the history says.</param>
    /// <param name="pause">How long the next attempt waits after the one that ended; null for not at all.</param>
    public static EventActivityBinder<Order, T> TryAgain<T>(this EventActivityBinder<Order, T> binder, string cause, Func<int, TimeSpan>? pause = null)
        where T : class => binder.TryAgain(cause, (order, at) =>
        {
            var ended = order.Attempt;
            order.TryAgain(at, at + (pause?.Invoke(ended) ?? TimeSpan.Zero));
            return ended;
        });
}
