namespace OrderSaga.Orders.Queue;

/// <summary>What keeps requests from the archive just now; shown by the readiness probe.</summary>
public sealed class DispatchState
{
    volatile string? _fault;

    public string? Fault => _fault;

    internal void Blocked(string fault) => _fault = fault;

    internal void Clear() => _fault = null;
}
