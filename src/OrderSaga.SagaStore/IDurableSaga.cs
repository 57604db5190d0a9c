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
