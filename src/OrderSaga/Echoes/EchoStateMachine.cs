using MassTransit;
using OrderSaga.Callbacks;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Echoes;

/// <summary>The life of an echo: accepted → running, while it pauses → successful or dismissed.</summary>
public sealed class EchoStateMachine : MassTransitStateMachine<EchoJob>
{
    public EchoStateMachine()
    {
        InstanceState(echo => echo.State);

        Event(() => Begun, e => e.CorrelateById(c => c.Message.EchoId));
        Event(() => DismissalAsked, e =>
        {
            e.CorrelateById(c => c.Message.EchoId);
            e.OnMissingInstance(m => m.Discard());
        });
        Event(() => PauseOver, e =>
        {
            e.CorrelateById(c => c.Message.CorrelationId);
            e.OnMissingInstance(m => m.Discard());
        });

        Initially(
            When(Begun)
                .Then(c => Accept(c.Saga, c.Message)).TransitionTo(Accepted)
                .Then(c => Start(c.Saga, c.Message)).Then(c => Call(c, JobStatus.Running, c.Message.At)).TransitionTo(Running)
                .If(c => c.Message.Pause == 0,
                    at => at.Then(c => End(c.Saga, c.Message.At)).Then(c => Call(c, JobStatus.Successful, c.Message.At)).TransitionTo(Successful)));

        During(Accepted, Ignore(DismissalAsked), Ignore(PauseOver));
        During(Running,
            When(PauseOver, c => c.Saga.Deadline == c.Message.Deadline)
                .Then(c => End(c.Saga, c.Message.At)).Then(c => Call(c, JobStatus.Successful, c.Message.At)).TransitionTo(Successful),
            When(DismissalAsked).Then(c => End(c.Saga, c.Message.At)).Then(c => Call(c, JobStatus.Dismissed, c.Message.At)).TransitionTo(Dismissed));
        During(Successful,
            When(DismissalAsked).If(c => c.Saga.RemovedAt is null, first => first.Then(c => Remove(c.Saga, c.Message.At))),
            Ignore(PauseOver));
        During(Dismissed, Ignore(DismissalAsked), Ignore(PauseOver));
        DuringAny(Ignore(Begun));
    }

    /// <summary>Passed within one event; nothing waits in it.</summary>
    public State Accepted { get; } = null!;

    public State Running { get; } = null!;
    public State Successful { get; } = null!;
    public State Dismissed { get; } = null!;

    public Event<BeginEcho> Begun { get; } = null!;
    public Event<DismissEcho> DismissalAsked { get; } = null!;
    public Event<DeadlinePassed<EchoJob>> PauseOver { get; } = null!;

    static void Accept(EchoJob echo, BeginEcho begin)
    {
        echo.Outputs = begin.Outputs;
        echo.Pause = begin.Pause;
        echo.Owner = begin.Owner;
        echo.Subscriber = begin.Subscriber;
        echo.ResultForm = begin.ResultForm;
        echo.Created = begin.At;
        Change(echo, begin.At);
    }

    static void Start(EchoJob echo, BeginEcho begin)
    {
        echo.Started = begin.At;
        echo.Deadline = begin.Pause == 0 ? null : begin.At.AddSeconds(begin.Pause);
        Change(echo, begin.At);
    }

    static void End(EchoJob echo, DateTime at)
    {
        echo.Finished = at;
        echo.Deadline = null;
        Change(echo, at);
    }

    static void Remove(EchoJob echo, DateTime at)
    {
        echo.RemovedAt = at;
        Change(echo, at);
    }

    static void Call(BehaviorContext<EchoJob> c, string status, DateTime at) => c.RecordCallback(
        c.Saga.Subscriber, new JobEvent(CallbackJobKind.Echo, c.Saga.CorrelationId, c.Saga.Sequence, c.Saga.Owner, status, at),
        () => JobSnapshot.Write(c.Saga, status));

    static void Change(EchoJob echo, DateTime at)
    {
        echo.Updated = at;
        echo.Sequence++;
    }
}
