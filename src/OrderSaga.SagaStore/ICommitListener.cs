namespace OrderSaga.SagaStore;

/// <summary>Hears of instances right after the transaction that changed them, and before its callers. Must be quick: it runs in the commit loop. What it throws is logged.</summary>
public interface ICommitListener<in TSaga>
    where TSaga : class, IDurableSaga
{
    /// <param name="changed">Instances that were inserted or updated, in id order, at least one. They are not used by the store any more.</param>
    void Committed(IReadOnlyCollection<TSaga> changed);
}
