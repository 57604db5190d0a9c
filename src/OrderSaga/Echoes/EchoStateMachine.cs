using MassTransit;
using OrderSaga.Jobs;
using OrderSaga.SagaStore;

namespace OrderSaga.Echoes;

/// <summary>The life of an echo: accepted → running, while it pauses → successful or dismissed.</summary>
sealed class EchoStateMachine : MassTransitStateMachine<EchoJob>
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
                .Then(c => c.Saga.Accept(c.Message)).Enter(Accepted)
                .Then(c => c.Saga.Start(c.Message)).Enter(Running)
                .If(c => c.Message.Pause == 0, atOnce => atOnce.Then(c => c.Saga.End(c.Message.At)).Enter(Successful)));

        During(Accepted, Ignore(DismissalAsked), Ignore(PauseOver));
        During(Running,
            When(PauseOver, c => c.Saga.Deadline == c.Message.Deadline).Then(c => c.Saga.End(c.Message.At)).Enter(Successful),
            When(DismissalAsked).Then(c => c.Saga.End(c.Message.At)).Enter(Dismissed));
        During(Successful, When(DismissalAsked).Remove(), Ignore(PauseOver));
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
}

/// <summary>What the events of the machine do to an instance. Pure memory: no I/O, no clock.</summary>
static class EchoChanges
{
    public static void Accept(this EchoJob echo, BeginEcho begin)
    {
        echo.Outputs = begin.Outputs;
        echo.Pause = begin.Pause;
        echo.Owner = begin.Owner;
        echo.Subscriber = begin.Subscriber;
        echo.ResultForm = begin.ResultForm;
        echo.Created = echo.Updated = begin.At;
    }

    public static void Start(this EchoJob echo, BeginEcho begin)
    {
        echo.Started = echo.Updated = begin.At;
        echo.Deadline = begin.Pause == 0 ? null : begin.At.AddSeconds(begin.Pause);
    }

    public static void End(this EchoJob echo, DateTime at)
    {
        echo.Finished = echo.Updated = at;
        echo.Deadline = null;
    }
}
