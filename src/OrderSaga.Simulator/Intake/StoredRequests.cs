namespace OrderSaga.Simulator.Intake;

/// <summary>
/// The rows of the feature manager, as far as they block a request id: until they vanish after success, or for ever when in ERROR.
/// In memory and bounded: beyond <paramref name="capacity"/> the oldest row is forgotten, and its id is free again. Not thread-safe.
/// </summary>
sealed class StoredRequests(int capacity)
{
    readonly Dictionary<(string Tenant, string RequestId), DateTimeOffset> _freeAt = [];
    readonly Queue<(string Tenant, string RequestId)> _byAge = new();
    readonly HashSet<(string Token, string Tenant, string ProviderId)> _products = [];
    readonly Queue<(string Token, string Tenant, string ProviderId)> _productsByAge = new();

    public int Count => _freeAt.Count;

    public bool IsInUse(string tenant, string requestId, DateTimeOffset now) =>
        _freeAt.TryGetValue((tenant, requestId), out var freeAt) && freeAt > now;

    public void Store(string tenant, string requestId, DateTimeOffset freeAt, DateTimeOffset now)
    {
        var key = (tenant, requestId);
        if (!_freeAt.ContainsKey(key))
            _byAge.Enqueue(key);
        _freeAt[key] = freeAt;

        while (_byAge.TryPeek(out var oldest) && (_byAge.Count > capacity || _freeAt[oldest] <= now))
            _freeAt.Remove(_byAge.Dequeue());
    }

    /// <summary>True for the first request of a product that carries this once-only token.</summary>
    public bool IsFirst(string token, string tenant, string providerId)
    {
        var key = (token, tenant, providerId);
        if (!_products.Add(key))
            return false;

        _productsByAge.Enqueue(key);
        if (_productsByAge.Count > capacity)
            _products.Remove(_productsByAge.Dequeue());
        return true;
    }
}
