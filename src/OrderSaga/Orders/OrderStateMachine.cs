using MassTransit;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;
using static OrderSaga.Orders.AnswerRules;

namespace OrderSaga.Orders;

/// <summary>
/// The life of an order: accepted → running → successful, failed or dismissed. All decisions about orders are taken
/// here; every event is named in every state. A status never moves back, and what comes after the end goes to the
/// history alone.
/// </summary>
sealed class OrderStateMachine : MassTransitStateMachine<Order>
{
    readonly ArchiveOptions _archive;
    readonly OrderOptions _orders;

    public OrderStateMachine(IOptions<ArchiveOptions> archive, IOptions<OrderOptions> orders)
    {
        _archive = archive.Value;
        _orders = orders.Value;
        InstanceState(order => order.State);

        Event(() => Placed, e => e.CorrelateById(c => c.Message.OrderId));
        Event(() => Cancelled, e =>
        {
            e.CorrelateById(c => c.Message.OrderId);
            e.OnMissingInstance(m => m.ExecuteAsync(c => throw new UnknownOrderException(c.Message.OrderId)));
        });
        Event(() => CancelledAhead, e => e.CorrelateById(c => c.Message.OrderId));
        // Everybody on the archive's bus may hear all answers, so an unknown request id is somebody else's.
        Event(() => Granted, e => FromArchive(e.CorrelateById(c => c.Message.OrderId)));
        Event(() => Denied, e => FromArchive(e.CorrelateById(c => c.Message.OrderId)));
        Event(() => Succeeded, e => FromArchive(e.CorrelateById(c => c.Message.OrderId)));
        Event(() => Errored, e => FromArchive(e.CorrelateById(c => c.Message.OrderId)));
        Event(() => Notified, e => FromArchive(e.CorrelateById(c => c.Message.OrderId)));
        Event(() => Refused, e => FromArchive(e.CorrelateById(c => c.Message.OrderId)));
        Event(() => DeadlineOver, e => FromArchive(e.CorrelateById(c => c.Message.CorrelationId)));

        Initially(
            Begin(When(Placed), accepted => accepted, ended => ended),
            When(CancelledAhead).Then(c => c.Saga.Await(c.Message)).TransitionTo(Awaited));

        During(Awaited,
            // As if the dismissal had come behind it: an order that ends as it comes ends so.
            Begin(
                When(Placed).Then(c => c.BeginAnew()).Then(Meet),
                accepted => accepted.Then(c => c.Saga.Cancel(MetReason(c), c.Message.At)).Enter(Dismissed, Cause.Dismissed),
                ended => ended.Late(Cause.Dismissed, MetReason)),
            When(Cancelled).Then(c => throw new UnknownOrderException(c.Message.OrderId)),
            When(DeadlineOver, IsDue).Then(c => c.Tell(OrderReports.DismissalRefused(c.Saga, c.Message.At))).Finalize(),
            Ignore(CancelledAhead), Ignore(Granted), Ignore(Denied), Ignore(Succeeded), Ignore(Errored), Ignore(Notified), Ignore(Refused));
        SetCompletedWhenFinalized();

        // MassTransit runs all that fit, one after the other, each on what the last one left: these come first.
        foreach (var active in new[] { Accepted, Running })
        {
            During(active,
                When(Granted, Overtakes).Dispatched(),
                When(Denied, c => Overtakes(c) && !IsNeutral(c)).Dispatched(),
                When(Succeeded, Overtakes).Dispatched(),
                When(Errored, Overtakes).Dispatched(),
                When(Notified, c => Overtakes(c) && Completes(c)).Dispatched());
        }
        // Otherwise one When an event and state.
        During(Accepted,
            When(Granted, IsOurs).IfElse(IsCurrent, current => current.Then(Grant).Enter(Running, Cause.Granted), stale => stale.Late(Cause.Granted)),
            When(Denied, IsOurs).IfElse(IsCurrent, HandleDenial, stale => stale.Late(Cause.Denied)),
            When(Succeeded, IsOurs).IfElse(WasSent,
                done => done.Then(Start).Enter(Running, Cause.Success).Then(Complete).Enter(Successful, Cause.Success), stale => stale.Late(Cause.Success)),
            When(Errored, IsOurs).IfElse(IsCurrent,
                error => error.Then(Start).Enter(Running, Cause.Error).IfElse(MayRetryError, RetryError, FailByError),
                stale => stale.Late(Cause.Error)),
            When(Notified, IsOurs).IfElse(Completes,
                done => done.Then(Start).Enter(Running, Cause.Notification).Then(Complete).Enter(Successful, Cause.Notification),
                stale => stale.Late(Cause.Notification)),
            When(DeadlineOver, IsDue).IfElse(c => c.Saga.Phase == OrderPhase.Scheduled,
                due => due.Then(c => c.Saga.Queue(c.Message.At)).Remember(Cause.Deadline),
                silent => silent.IfElse(HasAttempts, retry => retry.TryAgain(Cause.Deadline), FailByTimeout)));

        During(Running,
            When(Granted, IsOurs).IfElse(IsCurrent,
                current => current.If(c => c.Saga.Phase != OrderPhase.Granted, first => first.Then(Grant).Remember(Cause.Granted)),
                stale => stale.Late(Cause.Granted)),
            When(Denied, IsOurs).IfElse(IsCurrent, HandleDenial, stale => stale.Late(Cause.Denied)),
            When(Succeeded, IsOurs).Then(Complete).Enter(Successful, Cause.Success),
            When(Errored, IsOurs).IfElse(IsCurrent,
                error => error.IfElse(MayRetryError, RetryError, FailByError), stale => stale.Late(Cause.Error)),
            When(Notified, IsOurs).IfElse(Completes,
                done => done.Then(Complete).Enter(Successful, Cause.Notification), stale => stale.Late(Cause.Notification)),
            When(DeadlineOver, IsDue).IfElse(IsQuietFilePatch,
                quiet => quiet.Then(c => c.Saga.Complete(_orders, null, c.Message.At)).Enter(Successful, Cause.Deadline),
                silent => silent.IfElse(HasAttempts, retry => retry.TryAgain(Cause.Deadline), FailByTimeout)));

        foreach (var active in new[] { Accepted, Running })
        {
            During(active,
                When(Cancelled).Then(c => c.Saga.Cancel(c.Message.Reason, c.Message.At)).Enter(Dismissed, Cause.Dismissed),
                When(CancelledAhead).Then(c => c.Saga.Cancel(c.Message.Reason, c.Message.At)).Enter(Dismissed, Cause.Dismissed),
                When(Refused, c => c.Message.Attempt == c.Saga.Attempt).IfElse(c => c.Saga.Phase == OrderPhase.Granted,
                    // A slower dispatcher had sent it after all.
                    granted => granted.Late(Cause.Refused),
                    unsent => unsent.Then(c => c.Saga.Fail(ReasonCode.InvalidRequest, c.Message.Faults, c.Message.At)).Enter(Failed, Cause.Refused)));
        }

        foreach (var ended in new[] { Successful, Failed, Dismissed })
        {
            During(ended,
                When(Granted, IsOurs).Late(Cause.Granted),
                When(Denied, IsOurs).Late(Cause.Denied),
                When(Errored, IsOurs).Late(Cause.Error),
                When(Notified, IsOurs).Late(Cause.Notification),
                Ignore(Refused));
        }
        // A success that comes twice says nothing new; after a failure or a dismissal it is worth a line.
        During(Successful,
            Ignore(Succeeded),
            When(Cancelled).IfElse(IsRemoval, remove => remove.Remove(Cause.Removed), late => late.Late(Cause.Dismissed)),
            When(CancelledAhead).Late(Cause.Dismissed),
            When(DeadlineOver, IsDue).Then(c => c.Saga.Evict()).Remember(Cause.Evicted));
        During(Failed, When(CancelledAhead).Late(Cause.Dismissed), Ignore(DeadlineOver), When(Succeeded, IsOurs).Late(Cause.Success), When(Cancelled).IfElse(IsRemoval, remove => remove.Remove(Cause.Removed), late => late.Late(Cause.Dismissed)));
        During(Dismissed, Ignore(DeadlineOver), When(Succeeded, IsOurs).Late(Cause.Success), Ignore(Cancelled), Ignore(CancelledAhead));

        foreach (var placed in new[] { Accepted, Running, Successful, Failed, Dismissed })
            During(placed, When(Placed).AnswerRepetition());
    }

    /// <summary>No status: a dismissal that came before its order.</summary>
    public State Awaited { get; } = null!;

    public State Accepted { get; } = null!;
    public State Running { get; } = null!;
    public State Successful { get; } = null!;
    public State Failed { get; } = null!;
    public State Dismissed { get; } = null!;

    public Event<PlaceOrder> Placed { get; } = null!;
    public Event<CancelOrder> Cancelled { get; } = null!;
    public Event<CancelOrderToCome> CancelledAhead { get; } = null!;
    public Event<RequestGranted> Granted { get; } = null!;
    public Event<RequestDenied> Denied { get; } = null!;
    public Event<RequestSucceeded> Succeeded { get; } = null!;
    public Event<RequestFailed> Errored { get; } = null!;
    public Event<RequestNotified> Notified { get; } = null!;
    public Event<RefuseRequest> Refused { get; } = null!;
    public Event<DeadlinePassed<Order>> DeadlineOver { get; } = null!;

    /// <summary>An order begins, and ends at once when its product is online or is none.</summary>
    EventActivityBinder<Order, PlaceOrder> Begin(
        EventActivityBinder<Order, PlaceOrder> placed,
        Func<EventActivityBinder<Order, PlaceOrder>, EventActivityBinder<Order, PlaceOrder>> accepted,
        Func<EventActivityBinder<Order, PlaceOrder>, EventActivityBinder<Order, PlaceOrder>> ended) => placed
        .Then(c => c.Saga.Accept(c.Message))
        .Enter(Accepted, Cause.Submitted)
        .IfElse(c => ProductFault(c.Message) is not null,
            fault => ended(fault.Then(c => c.Saga.Fail(ProductFault(c.Message)!, OrderTexts.ProductFault(c.Message), c.Message.At)).Enter(Failed, Cause.Submitted)),
            found => found.IfElse(c => c.Message.Product is { Online: true },
                online => ended(online.Then(c => c.Saga.CompleteOnline(c.Message, _orders)).Enter(Successful, Cause.Submitted)),
                offline => accepted(offline)));

    /// <summary>The message holds the dismissal's reason since it came; from here on it is the order's.</summary>
    static void Meet(BehaviorContext<Order, PlaceOrder> c)
    {
        var reason = new WaitedReason(c.Saga.Message);
        c.GetOrAddPayload(() => reason);
        c.Saga.Message = null;
    }

    static string? MetReason(BehaviorContext<Order, PlaceOrder> c) => c.GetPayload<WaitedReason>().Text;

    /// <summary>Why the order that comes now was dismissed before.</summary>
    sealed record WaitedReason(string? Text);

    static void FromArchive<T>(IEventCorrelationConfigurator<Order, T> e)
        where T : class => e.OnMissingInstance(m => m.Discard());

    /// <summary>Without a product there is nothing to ask the archive for, whether a reason is named or not.</summary>
    static string? ProductFault(PlaceOrder place) => place.ProductFault ?? (place.Product is null ? ReasonCode.ProductNotFound : null);

    static bool IsDue(BehaviorContext<Order, DeadlinePassed<Order>> c) => c.Saga.Deadline == c.Message.Deadline;
    static bool IsRemoval(BehaviorContext<Order, CancelOrder> c) => c.Message.Remove;

    bool HasAttempts(BehaviorContext<Order> c) => c.Saga.Attempt < _archive.Attempts;
    bool MayRetryError(BehaviorContext<Order, RequestFailed> c) => _archive.RetryErrors && HasAttempts(c);

    bool IsQuietFilePatch(BehaviorContext<Order, DeadlinePassed<Order>> c) =>
        c.Saga is { HasFiles: true, Phase: OrderPhase.Granted } && _archive.FilePatchCompletion == FilePatchCompletion.Quiet;

    void Grant(BehaviorContext<Order, RequestGranted> c) => c.Saga.Grant(_archive, c.Message.At);
    static void Start<T>(BehaviorContext<Order, T> c)
        where T : class, IArchiveAnswer => c.Saga.Start(c.Message.At);
    void Complete(BehaviorContext<Order, RequestSucceeded> c) => c.Saga.Complete(_orders, c.Message.Warning, c.Message.At);
    void Complete(BehaviorContext<Order, RequestNotified> c) =>
        c.Saga.Complete(_orders, c.Message.Success ? null : OrderTexts.NotificationFailed(_archive.Name), c.Message.At);

    /// <summary>An id in use that we never repeated belongs to somebody else: a further attempt has a new one. Other denials are final.</summary>
    EventActivityBinder<Order, RequestDenied> HandleDenial(EventActivityBinder<Order, RequestDenied> denied) =>
        denied.IfElse(IsNeutral,
            neutral => neutral.Late(Cause.Denied),
            counts => counts.IfElse(c => c.Message.IdInUse && HasAttempts(c),
                again => again.TryAgain(Cause.Denied),
                final => final.Then(c => c.Saga.Fail(ReasonCode.Denied, c.Message.Text, c.Message.At)).Enter(Failed, Cause.Denied)));

    EventActivityBinder<Order, RequestFailed> RetryError(EventActivityBinder<Order, RequestFailed> error) => error.TryAgain(Cause.Error, _archive.PauseAfter);

    EventActivityBinder<Order, RequestFailed> FailByError(EventActivityBinder<Order, RequestFailed> error) =>
        error.Then(c => c.Saga.Fail(ReasonCode.ArchiveError, c.Message.Text, c.Message.At)).Enter(Failed, Cause.Error);

    EventActivityBinder<Order, DeadlinePassed<Order>> FailByTimeout(EventActivityBinder<Order, DeadlinePassed<Order>> silent) =>
        silent.Then(c => c.Saga.Fail(ReasonCode.Timeout, OrderTexts.Timeout(c.Saga, _archive.Name), c.Message.At)).Enter(Failed, Cause.Deadline);
}
