namespace OrderSaga.SagaStore;

/// <summary>
/// The deadline of an instance has passed. Several workers may find it; the store delivers it once per deadline, and
/// only while the instance still has this very deadline. If the behaviour throws, it comes again later.
/// </summary>
/// <param name="CorrelationId">The instance.</param>
/// <param name="Deadline">The deadline that was found, UTC.</param>
/// <param name="At">When the sweep found it, UTC.</param>
public sealed record DeadlinePassed<TSaga>(Guid CorrelationId, DateTime Deadline, DateTime At)
    where TSaga : class, IDurableSaga;
