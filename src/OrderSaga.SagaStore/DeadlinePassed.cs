namespace OrderSaga.SagaStore;

/// <summary>
/// The deadline of an instance has passed. It may arrive late or twice (several workers sweep), so a state machine
/// acts only when the instance still has this very deadline.
/// </summary>
/// <param name="CorrelationId">The instance.</param>
/// <param name="Deadline">The deadline that was found, UTC.</param>
/// <param name="At">When the sweep found it, UTC.</param>
public sealed record DeadlinePassed<TSaga>(Guid CorrelationId, DateTime Deadline, DateTime At)
    where TSaga : class, IDurableSaga;
