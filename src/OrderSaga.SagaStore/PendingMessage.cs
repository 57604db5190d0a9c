using System.Runtime.CompilerServices;
using MassTransit;
using MassTransit.Context;
using MassTransit.Configuration;

namespace OrderSaga.SagaStore;

/// <summary>A message that waits for its group, with the caller that waits for the commit.</summary>
abstract class PendingMessage<TSaga>(Guid correlationId, CancellationToken cancellation)
    where TSaga : class, IDurableSaga
{
    // Without this flag the commit loop would run the callers' code.
    readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid CorrelationId { get; } = correlationId;

    /// <summary>The caller gave up before its turn: nothing of it is done.</summary>
    public bool IsAbandoned => cancellation.IsCancellationRequested;

    public Task Completion => _done.Task;

    /// <summary>Runs the behaviour on the instance, or the policy for a missing one.</summary>
    public abstract Task RunAsync(GroupMember<TSaga> member, BehaviorOutput output);

    public void Complete() => _done.TrySetResult();

    public void Fail(Exception exception) => _done.TrySetException(exception);

    public void Abandon() => _done.TrySetCanceled(cancellation);
}

sealed class PendingMessage<TSaga, TMessage>(
    Guid correlationId,
    ConsumeContext<TMessage> context,
    ISagaPolicy<TSaga, TMessage> policy,
    IPipe<SagaConsumeContext<TSaga, TMessage>> next) : PendingMessage<TSaga>(correlationId, context.CancellationToken)
    where TSaga : class, IDurableSaga
    where TMessage : class
{
    public override async Task RunAsync(GroupMember<TSaga> member, BehaviorOutput output)
    {
        if (member.Instance is null && policy.PreInsertInstance(context, out var inserted))
            member.Add(inserted);
        if (member.Instance is null)
        {
            await policy.Missing(context, new AddingPipe(member, output, next));
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
    sealed class AddingPipe(
        GroupMember<TSaga> member,
        BehaviorOutput output,
        IPipe<SagaConsumeContext<TSaga, TMessage>> next) : IPipe<SagaConsumeContext<TSaga, TMessage>>
    {
        public async Task Send(SagaConsumeContext<TSaga, TMessage> context)
        {
            member.Add(context.Saga);
            var saga = new DefaultSagaConsumeContext<TSaga, TMessage>(context, context.Saga);
            saga.AddOrUpdatePayload(() => output, _ => output);
            await next.Send(saga);
            if (saga.IsCompleted)
                member.Remove();
        }

        public void Probe(ProbeContext context) => next.Probe(context);
    }
}
