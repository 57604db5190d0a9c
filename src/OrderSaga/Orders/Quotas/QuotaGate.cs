namespace OrderSaga.Orders.Quotas;

/// <summary>
/// Lets orders in as far as their owner's quota allows. Within a process it is exact: orders on their way into the
/// database are counted with those in it, each once. Orders that other processes let in within the same few milliseconds
/// are not seen, so that several gateways together may pass a quota by what they have on the way.
/// </summary>
sealed class QuotaGate(OwnerQuotas quotas, QuotaQueries queries, ArchivePace pace)
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    readonly Lock _lock = new();
    readonly Dictionary<string, List<Guid>> _entering = new(StringComparer.Ordinal);

    /// <summary>Asks for one order. Dispose the answer once the order is stored or given up.</summary>
    public async Task<Entry> EnterAsync(string owner, Guid orderId, DateTime now, CancellationToken cancellation)
    {
        var limits = quotas.Of(owner);
        if (limits is { OpenOrders: null, OrdersPerHour: null })
            return new Entry(this, owner, orderId, null);
        var entering = Enter(owner, orderId);
        try
        {
            var excess = await OfOpenAsync(owner, limits.OpenOrders, entering, cancellation)
                ?? await OfHourAsync(owner, limits.OrdersPerHour, entering, now, cancellation);
            if (excess is not null)
                Leave(owner, orderId);
            return new Entry(this, owner, orderId, excess);
        }
        catch
        {
            Leave(owner, orderId);
            throw;
        }
    }

    async Task<QuotaExcess?> OfOpenAsync(string owner, int? limit, List<Guid> entering, CancellationToken cancellation)
    {
        if (limit is not { } most)
            return null;
        var open = entering.Count > most ? 0 : await queries.CountOpenAsync(owner, entering, most - entering.Count + 1, cancellation);
        return open + entering.Count <= most ? null
            : new QuotaExcess(owner, nameof(QuotaLimits.OpenOrders), most, open + entering.Count, pace.TimeToNextEnd);
    }

    /// <summary>What waits has its hour still before it, so it counts with what was sent in the last one.</summary>
    async Task<QuotaExcess?> OfHourAsync(string owner, int? limit, List<Guid> entering, DateTime now, CancellationToken cancellation)
    {
        if (limit is not { } most)
            return null;
        var (sent, first) = entering.Count > most
            ? (0, null)
            : await queries.CountSentAsync(owner, entering, now - Hour, most - entering.Count + 1, cancellation);
        if (sent + entering.Count <= most)
            return null;
        var wait = first is { } at ? at + Hour - now : pace.TimeToNextEnd;
        return new QuotaExcess(owner, nameof(QuotaLimits.OrdersPerHour), most, sent + entering.Count, wait > Soonest ? wait : Soonest);
    }

    /// <summary>The orders on their way, this one the last.</summary>
    List<Guid> Enter(string owner, Guid orderId)
    {
        lock (_lock)
        {
            if (!_entering.TryGetValue(owner, out var entering))
                _entering.Add(owner, entering = []);
            entering.Add(orderId);
            return [.. entering];
        }
    }

    void Leave(string owner, Guid orderId)
    {
        lock (_lock)
        {
            if (_entering.TryGetValue(owner, out var entering) && entering.Remove(orderId) && entering.Count == 0)
                _entering.Remove(owner);
        }
    }

    /// <summary>An order let in, or the quota that keeps it out.</summary>
    public sealed class Entry(QuotaGate gate, string owner, Guid orderId, QuotaExcess? excess) : IDisposable
    {
        public QuotaExcess? Excess { get; } = excess;

        public void Dispose() => gate.Leave(owner, orderId);
    }
}
