using OrderSaga.SagaStore;

namespace OrderSaga.Jobs;

/// <summary>A saga that somebody may have subscribed to.</summary>
public interface ISubscribedSaga : IDurableSaga
{
    /// <summary>JSON of successUri, inProgressUri, failedUri; null for none.</summary>
    string? Subscriber { get; }
}
