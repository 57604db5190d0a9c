using MassTransit;
using MassTransit.Context;

namespace OrderSaga.SagaStore;

/// <summary>A waiting message with its type, its policy and the pipe to the state machine.</summary>
sealed class SagaMessage<TSaga, TMessage>(
    Guid correlationId,
    ConsumeContext<TMessage> context,
    ISagaPolicy<TSaga, TMessage> policy,
    IPipe<SagaConsumeContext<TSaga, TMessage>> next) : PendingMessage<TSaga>(correlationId, context.CancellationToken)
    where TSaga : class, IDurableSaga
    where TMessage : class
{
    // The behaviour runs as if the caller ran it: its activity, log scopes and MassTransit's log context flow in.
    readonly ExecutionContext? _flow = ExecutionContext.Capture();

    public override Task RunAsync(GroupMember<TSaga> member, BehaviorOutput output)
    {
        if (_flow is null)
            return RaiseAsync(member, output);
        var running = Task.CompletedTask;
        ExecutionContext.Run(_flow, _ => running = RaiseAsync(member, output), null);
        return running;
    }

    async Task RaiseAsync(GroupMember<TSaga> member, BehaviorOutput output)
    {
        BehaviorScope<TSaga>.Enter();
        if (context.Message is not DeadlinePassed<TSaga> passed)
            await DeliverAsync(member, output);
        else if (member.Instance?.Deadline == passed.Deadline)
        {
            await DeliverAsync(member, output);
            member.ClearDeadline(passed.Deadline);
        }
    }

    async Task DeliverAsync(GroupMember<TSaga> member, BehaviorOutput output)
    {
        if (member.Instance is null && policy.PreInsertInstance(context, out var inserted))
            member.Add(inserted);
        if (member.Instance is null)
        {
            var missing = new ConsumeContextScope<TMessage>(context);
            missing.AddOrUpdatePayload(() => output, _ => output);
            await policy.Missing(missing, new AddingPipe(member, next));
            return;
        }
        var saga = new DefaultSagaConsumeContext<TSaga, TMessage>(context, member.Instance);
        saga.AddOrUpdatePayload(() => output, _ => output);
        await policy.Existing(saga, next);
        if (policy.IsReadOnly)
            member.PutBack();
        else if (saga.IsCompleted)
            member.Remove();
    }

    /// <summary>Receives the instance that the policy makes for a missing one.</summary>
    sealed class AddingPipe(GroupMember<TSaga> member, IPipe<SagaConsumeContext<TSaga, TMessage>> next)
        : IPipe<SagaConsumeContext<TSaga, TMessage>>
    {
        public async Task Send(SagaConsumeContext<TSaga, TMessage> context)
        {
            member.Add(context.Saga);
            await next.Send(context);
            if (context.IsCompleted)
                member.Remove();
        }

        public void Probe(ProbeContext context) => next.Probe(context);
    }
}

/// <summary>Marks the flow of a running behaviour: a message sent from it to its own store would wait for itself for ever.</summary>
static class BehaviorScope<TSaga>
{
    static readonly AsyncLocal<bool> Entered = new();

    public static void Enter() => Entered.Value = true;

    /// <exception cref="InvalidOperationException">A behaviour of <typeparamref name="TSaga"/> is running.</exception>
    public static void Refuse(Type message)
    {
        if (Entered.Value)
            throw new InvalidOperationException(
                $"A behaviour of {typeof(TSaga).Name} sends {message.Name} to its own store and would wait for itself; behaviours only change their instance and tell.");
    }
}
