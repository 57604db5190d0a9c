using MassTransit;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Bulks;

/// <summary>
/// The life of a bulk: accepted → running → successful, failed or dismissed. It ends when its batches are prepared; what
/// becomes of them is their own affair. Every event is named in every state, and a status never moves back.
/// </summary>
sealed class BulkStateMachine : MassTransitStateMachine<Bulk>
{
    public BulkStateMachine()
    {
        InstanceState(bulk => bulk.State);

        Event(() => Placed, e => e.CorrelateById(c => c.Message.BulkId));
        Event(() => Cancelled, e =>
        {
            e.CorrelateById(c => c.Message.BulkId);
            e.OnMissingInstance(m => m.ExecuteAsync(c => throw new UnknownBulkException(c.Message.BulkId)));
        });
        Event(() => CancelledAhead, e => e.CorrelateById(c => c.Message.BulkId));
        Event(() => WaitedEnough, e => FromResolver(e.CorrelateById(c => c.Message.CorrelationId)));
        Event(() => Taken, e => FromResolver(e.CorrelateById(c => c.Message.BulkId)));
        Event(() => Prepared, e => FromResolver(e.CorrelateById(c => c.Message.BulkId)));
        Event(() => Errored, e => FromResolver(e.CorrelateById(c => c.Message.BulkId)));

        Initially(
            When(Placed).Then(c => c.Saga.Accept(c.Message)).Enter(Accepted, BulkCause.Submitted),
            When(CancelledAhead).Then(c => c.Saga.Await(c.Message)).TransitionTo(Awaited));

        During(Awaited,
            When(Placed)
                .Then(c => c.BeginAnew())
                .Then(c => c.Saga.Accept(c.Message)).Enter(Accepted, BulkCause.Submitted)
                // Message and cascade are the dismissal's since it came.
                .Then(c => c.Saga.Cancel(new CancelBulk(c.Message.BulkId, c.Saga.Message, Remove: false, c.Saga.Cascade is true, c.Message.At)))
                .Enter(Dismissed, BulkCause.Dismissed),
            When(Cancelled).Then(c => throw new UnknownBulkException(c.Message.BulkId)),
            When(WaitedEnough, c => c.Saga.Deadline == c.Message.Deadline).Then(c => c.Tell(BulkReports.DismissalRefused(c.Saga, c.Message.At))).Finalize(),
            Ignore(CancelledAhead), Ignore(Taken), Ignore(Prepared), Ignore(Errored));
        SetCompletedWhenFinalized();

        During(Accepted,
            When(Taken).Then(c => c.Saga.Resolve(c.Message.At)).Enter(Running, BulkCause.Resolving),
            // Nobody has asked the catalogue yet.
            Ignore(Prepared));

        During(Running,
            // A resolver that goes on after a crash: the first one's moment stands.
            Ignore(Taken),
            When(Prepared).Then(c => c.Saga.Complete(c.Message)).Enter(Successful, BulkCause.Prepared));

        foreach (var active in new[] { Accepted, Running })
        {
            During(active,
                When(Errored, HoldsTheClaim).Then(c => c.Saga.Fail(c.Message)).Enter(Failed, BulkCause.Error),
                When(Cancelled).Then(c => c.Saga.Cancel(c.Message)).Enter(Dismissed, BulkCause.Dismissed),
                When(CancelledAhead).Then(c => c.Saga.Cancel(c.Message.ToCancelBulk())).Enter(Dismissed, BulkCause.Dismissed),
                Ignore(WaitedEnough));
        }

        foreach (var ended in new[] { Successful, Failed, Dismissed })
            During(ended, Ignore(Taken), Ignore(Prepared), Ignore(Errored), Ignore(WaitedEnough));

        During(Successful, When(Cancelled).IfElse(IsFirstRemoval,
            removed => removed.Then(c => c.Saga.RemovedAt = c.Message.At).Then(Withdraw).Remember(BulkCause.Removed),
            plain => plain.If(AsksForMore, more => more.Then(Withdraw).Remember(BulkCause.Dismissed))));
        During(Successful, When(CancelledAhead, AsksForMore).Then(Withdraw).Remember(BulkCause.Dismissed));
        During(Failed, When(Cancelled).IfElse(c => c.Message.Remove,
            remove => remove.Remove(BulkCause.Removed),
            late => late.Late(BulkCause.Dismissed)));
        During(Failed, When(CancelledAhead).Late(BulkCause.Dismissed));
        // Batches that were triggered while the last ones were being stored may be left.
        During(Dismissed,
            When(Cancelled, AsksForMore).Then(Withdraw).Remember(BulkCause.Dismissed),
            When(CancelledAhead, AsksForMore).Then(Withdraw).Remember(BulkCause.Dismissed));

        foreach (var placed in new[] { Accepted, Running, Successful, Failed, Dismissed })
            During(placed, When(Placed).AnswerRepetition());
    }

    /// <summary>No status: a dismissal that came before its bulk.</summary>
    public State Awaited { get; } = null!;

    public State Accepted { get; } = null!;
    public State Running { get; } = null!;
    public State Successful { get; } = null!;
    public State Failed { get; } = null!;
    public State Dismissed { get; } = null!;

    public Event<PlaceBulk> Placed { get; } = null!;
    public Event<ResolveBulk> Taken { get; } = null!;
    public Event<BulkPrepared> Prepared { get; } = null!;
    public Event<FailBulk> Errored { get; } = null!;
    public Event<CancelBulk> Cancelled { get; } = null!;
    public Event<CancelBulkToCome> CancelledAhead { get; } = null!;
    public Event<DeadlinePassed<Bulk>> WaitedEnough { get; } = null!;

    /// <summary>Rows are never deleted, so this is a bulk of another database.</summary>
    static void FromResolver<T>(IEventCorrelationConfigurator<Bulk, T> e)
        where T : class => e.OnMissingInstance(m => m.Discard());

    /// <summary>A resolver that was thought dead has no say any more: another one may well succeed.</summary>
    static bool HoldsTheClaim(BehaviorContext<Bulk, FailBulk> c) => c.Saga.ClaimedUntil == c.Message.Claim;

    static bool IsFirstRemoval(BehaviorContext<Bulk, CancelBulk> c) => c.Message.Remove && c.Saga.RemovedAt is null;

    /// <summary>The first dismissal, or the first that reaches the triggered batches too; a repetition changes nothing.</summary>
    static bool AsksForMore(BehaviorContext<Bulk, CancelBulk> c) => AsksForMore(c.Saga, c.Message.Cascade);
    static bool AsksForMore(BehaviorContext<Bulk, CancelBulkToCome> c) => AsksForMore(c.Saga, c.Message.Cascade);
    static bool AsksForMore(Bulk bulk, bool cascade) => bulk.Cascade is null || (cascade && bulk.Cascade is false);

    static void Withdraw(BehaviorContext<Bulk, CancelBulk> c) => c.Saga.Withdraw(c.Message);
    static void Withdraw(BehaviorContext<Bulk, CancelBulkToCome> c) => c.Saga.Withdraw(c.Message.ToCancelBulk());
}

/// <summary>The machine as a mermaid <c>stateDiagram-v2</c>: drawn from the code, so the documentation can be held against it.</summary>
static class BulkStateDiagram
{
    // The events as a reader of the contracts knows them, in the order of a bulk's life; To null is any status.
    static readonly (string Event, string? To, string Label)[] Labels =
    [
        (nameof(BulkStateMachine.Placed), JobStatus.Accepted, "bulk placed"),
        (nameof(BulkStateMachine.Placed), JobStatus.Dismissed, "dismissed before it came"),
        (nameof(BulkStateMachine.Taken), null, "resolver asks the catalogue"),
        (nameof(BulkStateMachine.Prepared), null, "batches prepared"),
        (nameof(BulkStateMachine.Errored), null, "catalogue failed, too large, nothing valid"),
        (nameof(BulkStateMachine.Cancelled), null, "dismiss"),
        (nameof(BulkStateMachine.CancelledAhead), null, "dismiss"),
    ];

    /// <summary>The diagram's text, lines ended by <c>\n</c>, the same for the same machine.</summary>
    /// <exception cref="InvalidOperationException">The machine has a status or an event that the diagram has no word for.</exception>
    public static string Draw(BulkStateMachine machine) => StatusDiagram.Draw(StatusEdges.Of(machine), Labels);
}
