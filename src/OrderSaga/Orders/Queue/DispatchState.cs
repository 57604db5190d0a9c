namespace OrderSaga.Orders.Queue;

/// <summary>What keeps requests from the archive just now; shown by the readiness probe.</summary>
public sealed class DispatchState
{
    volatile string? _fault;
    volatile bool _wantsPlaces;

    /// <summary>Why requests can't be handed over, in words; null while they can.</summary>
    public string? Fault => _fault;

    /// <summary>Orders wait for others to end; else the end of one is no reason to look.</summary>
    internal bool WantsPlaces
    {
        get => _wantsPlaces;
        set => _wantsPlaces = value;
    }

    internal void Blocked(string fault) => _fault = fault;

    internal void Clear() => _fault = null;
}
