using MassTransit;

namespace OrderSaga.SagaStore;

/// <summary>
/// A saga instance that the store can keep: flat, every mapped member a value or an immutable object,
/// so that a shallow copy is a full snapshot (a behaviour that throws is undone by putting the copy back).
/// </summary>
public interface IDurableSaga : SagaStateMachineInstance
{
    /// <summary>
    /// UTC time at which <see cref="DeadlinePassed{TSaga}"/> is due; null for none. The store sets it to null after the
    /// delivery, unless the behaviour chose another one.
    /// </summary>
    DateTime? Deadline { get; set; }
}

/// <summary>
/// The deadline of an instance has passed. Several workers may find it; the store delivers it once per deadline, and
/// only while the instance still has this very deadline. If the behaviour throws, it comes again later.
/// </summary>
/// <param name="CorrelationId">The instance.</param>
/// <param name="Deadline">The deadline that was found, UTC.</param>
/// <param name="At">When the sweep found it, UTC.</param>
public sealed record DeadlinePassed<TSaga>(Guid CorrelationId, DateTime Deadline, DateTime At)
    where TSaga : class, IDurableSaga;

/// <summary>Hears of instances right after the transaction that changed them, and before its callers. Must be quick: it runs in the commit loop. What it throws is logged.</summary>
public interface ICommitListener<in TSaga>
    where TSaga : class, IDurableSaga
{
    /// <param name="changed">Instances that were inserted or updated, in id order, at least one. They are not used by the store any more.</param>
    void Committed(IReadOnlyCollection<TSaga> changed);
}
