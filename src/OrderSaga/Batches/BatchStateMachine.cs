using MassTransit;
using Microsoft.Extensions.Options;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Batches;

/// <summary>
/// The life of a batch: prepared → accepted → running → successful, failed or dismissed, or prepared → discarded. All
/// decisions about batches are taken here; every event is named in every state. Its counts come as absolute figures of a
/// recount, so that no message lost, late or twice can make them drift.
/// </summary>
sealed class BatchStateMachine : MassTransitStateMachine<Batch>
{
    readonly BatchOptions _options;

    public BatchStateMachine(IOptions<BatchOptions> options)
    {
        _options = options.Value;
        InstanceState(batch => batch.State);

        Event(() => Triggered, e => FromClient(e.CorrelateById(c => c.Message.BatchId), c => c.BatchId));
        Event(() => Retried, e => e.CorrelateById(c => c.Message.BatchId));
        Event(() => Stored, e => FromLoop(e.CorrelateById(c => c.Message.BatchId)));
        Event(() => Counted, e => FromLoop(e.CorrelateById(c => c.Message.BatchId)));
        Event(() => Cancelled, e => FromClient(e.CorrelateById(c => c.Message.BatchId), c => c.BatchId));
        Event(() => Withdrawn, e => FromLoop(e.CorrelateById(c => c.Message.BatchId)));
        Event(() => DeadlineOver, e => FromLoop(e.CorrelateById(c => c.Message.CorrelationId)));

        // A batch is prepared set-wise with all of its bulk; only a second try is made here.
        Initially(When(Retried).Then(c => c.Saga.Repeat(c.Message)).Enter(Accepted, BatchCause.Retried));
        DuringAny(Ignore(Retried));

        During(Prepared,
            When(Triggered).Then(c => c.Saga.Trigger(c.Message)).Enter(Accepted, BatchCause.Triggered),
            When(Cancelled).Then(c => c.Saga.Discard(null, c.Message.Reason ?? BatchTexts.Discarded, c.Message.At)).Enter(Discarded, BatchCause.Dismissed),
            When(Withdrawn).Then(c => c.Saga.Discard(null, BatchTexts.Withdrawn, c.Message.At)).Enter(Discarded, BatchCause.Withdrawn),
            When(DeadlineOver, IsDue)
                .Then(c => c.Saga.Discard(BatchReason.NotTriggered, BatchTexts.NotTriggered(c.Message.Deadline), c.Message.At))
                .Enter(Discarded, BatchCause.Deadline),
            Ignore(Stored),
            Ignore(Counted));

        During(Accepted,
            When(Stored, IsFirst).Then(c => c.Saga.Store(c.Message)).IfElse(IsOver,
                // A second try whose products all came meanwhile.
                nothing => nothing.Then(c => c.Saga.Complete(c.Message.At)).Enter(Successful, BatchCause.Stored),
                waiting => waiting.Remember(BatchCause.Stored)),
            When(Counted, IsNews).Then(c => c.Saga.Take(c.Message)).If(HasBegun,
                begun => Judge(begun.Then(c => c.Saga.Run(c.Message.At)).Enter(Running, BatchCause.Counted), goesOn => goesOn)));

        During(Running,
            Judge(When(Counted, IsNews).Then(c => c.Saga.Take(c.Message)), goesOn => goesOn.TellChange()),
            Ignore(Stored));

        foreach (var active in new[] { Accepted, Running })
        {
            During(active,
                When(Triggered, IsSamePriority).TellAgain(),
                When(Cancelled).Then(c => c.Saga.Cancel(c.Message.Reason, c.Message.At)).Enter(Dismissed, BatchCause.Dismissed),
                Ignore(Withdrawn),
                Ignore(DeadlineOver));
        }

        foreach (var stopped in new[] { Failed, Dismissed })
            During(stopped, When(Counted, IsNewsOfStop).Then(c => c.Saga.Take(c.Message)).TellChange());
        During(Dismissed, When(Stored, IsFirst).Then(c => c.Saga.Store(c.Message)).Remember(BatchCause.Stored));
        During(Failed, Ignore(Stored));
        During(Successful, Ignore(Stored), Ignore(Counted));
        During(Discarded, Ignore(Stored), Ignore(Counted));

        foreach (var ended in new[] { Successful, Failed })
            During(ended, When(Cancelled).IfElse(IsRemoval, remove => remove.Remove(BatchCause.Removed), late => late.Late(BatchCause.Dismissed)));
        foreach (var ended in new[] { Dismissed, Discarded })
            During(ended, Ignore(Cancelled));
        foreach (var ended in new[] { Successful, Failed, Dismissed, Discarded })
            During(ended, Ignore(Triggered), Ignore(Withdrawn), Ignore(DeadlineOver));
    }

    public State Prepared { get; } = null!;
    public State Accepted { get; } = null!;
    public State Running { get; } = null!;
    public State Successful { get; } = null!;
    public State Failed { get; } = null!;
    public State Dismissed { get; } = null!;
    public State Discarded { get; } = null!;

    public Event<StartBatch> Triggered { get; } = null!;
    public Event<RetryBatch> Retried { get; } = null!;
    public Event<BatchOrdersStored> Stored { get; } = null!;
    public Event<BatchCounted> Counted { get; } = null!;
    public Event<CancelBatch> Cancelled { get; } = null!;
    public Event<DiscardBatch> Withdrawn { get; } = null!;
    public Event<DeadlinePassed<Batch>> DeadlineOver { get; } = null!;

    static void FromClient<T>(IEventCorrelationConfigurator<Batch, T> e, Func<T, Guid> id)
        where T : class => e.OnMissingInstance(m => m.ExecuteAsync(c => throw new UnknownBatchException(id(c.Message))));

    static void FromLoop<T>(IEventCorrelationConfigurator<Batch, T> e)
        where T : class => e.OnMissingInstance(m => m.Discard());

    // What the counts come to. The order of the questions matters: a batch that is over is not stopped any more.
    EventActivityBinder<Batch, BatchCounted> Judge(
        EventActivityBinder<Batch, BatchCounted> counted,
        Func<EventActivityBinder<Batch, BatchCounted>, EventActivityBinder<Batch, BatchCounted>> goesOn) =>
        counted.IfElse(LacksOne,
            lacking => Fail(lacking, BatchReason.ProductFailed, BatchTexts.ProductFailed),
            whole => whole.IfElse(IsOver,
                over => over.IfElse(c => c.Saga.Successful > 0,
                    good => good.Then(c => c.Saga.Complete(c.Message.At)).Enter(Successful, BatchCause.Counted),
                    nothing => Fail(nothing, BatchReason.NothingSuccessful, BatchTexts.NothingSuccessful)),
                open => open.IfElse(FailsTooOften,
                    hopeless => Fail(hopeless, BatchReason.TooManyFailures, BatchTexts.TooManyFailures),
                    hopeful => goesOn(hopeful))));

    EventActivityBinder<Batch, BatchCounted> Fail(EventActivityBinder<Batch, BatchCounted> counted, string reason, Func<Batch, string> message) =>
        counted.Then(c => c.Saga.Fail(reason, message(c.Saga), c.Message.At)).Enter(Failed, BatchCause.Counted);

    static bool IsDue(BehaviorContext<Batch, DeadlinePassed<Batch>> c) => c.Saga.Deadline == c.Message.Deadline;
    static bool IsFirst(BehaviorContext<Batch, BatchOrdersStored> c) => !c.Saga.OrdersStored;
    static bool IsSamePriority(BehaviorContext<Batch, StartBatch> c) => c.Message.Priority is null || c.Message.Priority == c.Saga.Priority;
    static bool IsRemoval(BehaviorContext<Batch, CancelBatch> c) => c.Message.Remove;

    static bool HasBegun<T>(BehaviorContext<Batch, T> c)
        where T : class => c.Saga.Running + c.Saga.Ended() > 0;

    static bool IsOver<T>(BehaviorContext<Batch, T> c)
        where T : class => c.Saga.Open() == 0;

    static bool LacksOne<T>(BehaviorContext<Batch, T> c)
        where T : class => c.Saga is { FailurePolicy: FailurePolicy.All, Failed: > 0 };

    bool FailsTooOften(BehaviorContext<Batch, BatchCounted> c) =>
        c.Saga.Ended() >= _options.EarlyStopAfter && c.Saga.Failed * 100L > (long)_options.EarlyStopShare * c.Saga.Ended();

    static bool IsNews(BehaviorContext<Batch, BatchCounted> c) =>
        c.Saga.OrdersStored && c.Saga.Figures() != c.Message.Counts && !c.Saga.IsOlder(c.Message);

    /// <summary>While it is stopped its counts go on; and a stop whose orders had all ended already has to be told so.</summary>
    static bool IsNewsOfStop(BehaviorContext<Batch, BatchCounted> c) =>
        c.Saga is { OrdersStored: true, Phase: BatchPhase.Stopping }
        && (c.Message.Counts.Open == 0 || c.Saga.Figures() != c.Message.Counts) && !c.Saga.IsOlder(c.Message);
}

/// <summary>The machine as a mermaid <c>stateDiagram-v2</c>: drawn from the code, so the documentation can be held against it.</summary>
static class BatchStateDiagram
{
    /// <summary>How a batch comes to be: its row is stored with all of its bulk, so the machine knows no event for it.</summary>
    static readonly StatusEdge Preparation = new(null, BatchStatus.Prepared, nameof(BatchStateMachine.Prepared));

    // The events as a reader of the contracts knows them, in the order of a batch's life; To null is any status.
    static readonly (string Event, string? To, string Label)[] Labels =
    [
        (Preparation.Event, null, "bulk prepared"),
        (nameof(BatchStateMachine.Triggered), null, "trigger"),
        (nameof(BatchStateMachine.Retried), null, "failed products tried again"),
        (nameof(BatchStateMachine.Stored), null, "nothing left to try again"),
        (nameof(BatchStateMachine.Counted), JobStatus.Running, "first order runs"),
        (nameof(BatchStateMachine.Counted), JobStatus.Successful, "all orders ended, some successful"),
        (nameof(BatchStateMachine.Counted), JobStatus.Failed, "none successful, too many failed, one failed where all are asked for"),
        (nameof(BatchStateMachine.Cancelled), null, "dismiss"),
        (nameof(BatchStateMachine.Withdrawn), null, "bulk dismissed"),
        (nameof(BatchStateMachine.DeadlineOver), null, "not triggered in time"),
    ];

    /// <summary>The diagram's text, lines ended by <c>\n</c>, the same for the same machine.</summary>
    /// <exception cref="InvalidOperationException">The machine has a status or an event that the diagram has no word for.</exception>
    public static string Draw(BatchStateMachine machine) =>
        StatusDiagram.Draw([Preparation, .. StatusEdges.Of(machine)], Labels, before: [BatchStatus.Prepared], after: [BatchStatus.Discarded]);
}
