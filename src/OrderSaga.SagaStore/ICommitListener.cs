namespace OrderSaga.SagaStore;

/// <summary>Hears of instances right after the transaction that changed them. Must be quick and must not throw: it runs in the commit loop.</summary>
public interface ICommitListener<in TSaga>
    where TSaga : class, IDurableSaga
{
    void Committed(IReadOnlyCollection<TSaga> changed);
}
