using System.Diagnostics;

namespace OrderSaga.SagaStore;

/// <summary>A message that waits for its group, with the caller that waits for the commit.</summary>
/// <remarks>
/// A caller that gives up is let go at once as long as its message is not part of a running group; from then on it hears
/// the group's outcome. So a cancelled caller knows that nothing of its message was done.
/// </remarks>
abstract class PendingMessage<TSaga>
    where TSaga : class, IDurableSaga
{
    const int Waiting = 0;
    const int Taken = 1;
    const int GivenUp = 2;

    // Without this flag the commit loop would run the callers' code.
    readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationToken _cancellation;
    readonly CancellationTokenRegistration _registration;
    int _turn;

    protected PendingMessage(Guid correlationId, CancellationToken cancellation)
    {
        CorrelationId = correlationId;
        Trace = Activity.Current?.Context;
        _cancellation = cancellation;
        _registration = cancellation.UnsafeRegister(static pending => ((PendingMessage<TSaga>)pending!).GiveUp(), this);
    }

    public Guid CorrelationId { get; }

    /// <summary>The caller's trace, to which told messages belong.</summary>
    public ActivityContext? Trace { get; }

    public Task Completion => _done.Task;

    /// <summary>Binds the message to a running group; false if its caller has given up.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _turn, Taken, Waiting) is Waiting;

    /// <summary>The group did not get through: the message waits again, unless its caller has given up meanwhile.</summary>
    public void PutBack()
    {
        Interlocked.CompareExchange(ref _turn, Waiting, Taken);
        if (_cancellation.IsCancellationRequested)
            GiveUp();
    }

    /// <summary>Runs the behaviour on the instance, or the policy for a missing one.</summary>
    public abstract Task RunAsync(GroupMember<TSaga> member, BehaviorOutput output);

    public void Complete()
    {
        _registration.Dispose();
        _done.TrySetResult();
    }

    public void Fail(Exception exception)
    {
        _registration.Dispose();
        _done.TrySetException(exception);
    }

    void GiveUp()
    {
        if (Interlocked.CompareExchange(ref _turn, GivenUp, Waiting) is Waiting)
            _done.TrySetCanceled(_cancellation);
    }
}
