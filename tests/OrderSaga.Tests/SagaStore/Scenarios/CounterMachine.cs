using MassTransit;
using OrderSaga.SagaStore;

namespace OrderSaga.Tests.SagaStore;

public sealed class CounterMachine : MassTransitStateMachine<Counter>
{
    public const string Broken = "broken";

    public CounterMachine()
    {
        InstanceState(counter => counter.CurrentState);
        Event(() => Added, e => e.CorrelateById(m => m.Message.CounterId));
        Event(() => Done, e => e.CorrelateById(m => m.Message.CounterId));
        Event(() => Finished, e => e.CorrelateById(m => m.Message.CounterId));
        Event(() => Passed, e => e.CorrelateById(m => m.Message.CorrelationId));
        Event(() => Sought, e => e.CorrelateBy((counter, m) => counter.Label == m.Message.Label));
        Event(() => Looked, e =>
        {
            e.ReadOnly = true;
            e.CorrelateById(m => m.Message.CounterId);
            e.OnMissingInstance(m => m.Execute(context => context.Tell(new CountChanged(context.Message.CounterId, -1, "missing"))));
        });

        Initially(
            When(Added).Then(Begin).Then(Count).TransitionTo(Counting),
            When(Done).Then(Begin).Then(Act).TransitionTo(Counting));
        During(Counting,
            When(Added).Then(Count),
            When(Done).Then(Act),
            When(Looked).Then(context => context.Message.See(context)),
            When(Passed).Then(Late),
            When(Sought).Then(context => context.Saga.Count++),
            When(Finished).Finalize());
        SetCompletedWhenFinalized();
    }

    public State Counting { get; } = null!;
    public Event<Add> Added { get; } = null!;
    public Event<Do> Done { get; } = null!;
    public Event<Look> Looked { get; } = null!;
    public Event<Finish> Finished { get; } = null!;
    public Event<Seek> Sought { get; } = null!;
    public Event<DeadlinePassed<Counter>> Passed { get; } = null!;

    static void Begin(BehaviorContext<Counter> context) => context.Saga.CreatedAt = DateTime.UtcNow;

    static void Act(BehaviorContext<Counter, Do> context) => context.Message.Act(context);

    static void Count(BehaviorContext<Counter, Add> context)
    {
        context.Saga.Count += context.Message.Amount;
        context.Saga.Trail += $"{context.Message.Amount} ";
        context.Tell(new CountChanged(context.Saga.CorrelationId, context.Saga.Count));
        context.Record(new CounterEntry { CounterId = context.Saga.CorrelationId, Note = $"{context.Saga.Count}" });
    }

    static void Late(BehaviorContext<Counter, DeadlinePassed<Counter>> context)
    {
        if (context.Saga.Label == Broken)
            throw new InvalidOperationException("This counter cannot bear its deadline.");
        context.Saga.Trail += "late ";
    }
}
