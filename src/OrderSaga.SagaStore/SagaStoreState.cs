namespace OrderSaga.SagaStore;

/// <summary>Whether the database answered last time: what a readiness probe wants to know.</summary>
public sealed class SagaStoreState
{
    volatile string? _fault;

    /// <summary>The last transient fault, null while the database answers.</summary>
    public string? Fault => _fault;

    internal void Failed(Exception exception) => _fault = exception.Message;

    internal void Answered() => _fault = null;
}
