using System.Text.Json;
using OrderSaga.Contracts;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>What an upstream system hears: every event as it came off the wire.</summary>
sealed class EventLog
{
    static readonly string[] Ends = ["successful", "failed", "dismissed"];

    readonly Lock _gate = new();
    readonly Dictionary<Guid, List<OrderStatusChanged>> _changes = [];
    readonly List<OrderRejected> _rejections = [];
    readonly HashSet<Guid> _ended = [];
    readonly HashSet<string> _marks = [];

    public int Ended
    {
        get
        {
            lock (_gate)
                return _ended.Count;
        }
    }

    public IReadOnlyList<OrderRejected> Rejections
    {
        get
        {
            lock (_gate)
                return [.. _rejections];
        }
    }

    /// <summary>The changes of one order in the order they were heard, repetitions included.</summary>
    public IReadOnlyList<OrderStatusChanged> Of(Guid orderId)
    {
        lock (_gate)
            return _changes.TryGetValue(orderId, out var changes) ? [.. changes] : [];
    }

    public ILookup<Guid, OrderStatusChanged> All()
    {
        lock (_gate)
            return _changes.Values.SelectMany(changes => changes).ToLookup(change => change.OrderId);
    }

    public Task UntilAsync(Guid orderId, string status) => Until.TrueAsync(
        () => Of(orderId).Any(change => change.Status == status), () => $"{orderId} told {Told(orderId)}, not {status}");

    public Task UntilEndedAsync(int orders) => Until.TrueAsync(() => Ended >= orders, () => $"{Ended} of {orders} orders told their end");

    public string Told(Guid orderId) => string.Join(", ", Of(orderId).Select(change => $"{change.Sequence} {change.Status}"));

    public bool HasMark(string mark)
    {
        lock (_gate)
            return _marks.Contains(mark);
    }

    public void Hear(ReadOnlySpan<byte> body)
    {
        var json = JsonSerializer.Deserialize<JsonElement>(body);
        lock (_gate)
        {
            if (json.TryGetProperty("mark", out var mark))
                _marks.Add(mark.GetString()!);
            else if (json.TryGetProperty("errors", out _))
                _rejections.Add(json.Deserialize<OrderRejected>(JsonSerializerOptions.Web)!);
            else
                Add(json.Deserialize<OrderStatusChanged>(JsonSerializerOptions.Web)!);
        }
    }

    void Add(OrderStatusChanged change)
    {
        if (!_changes.TryGetValue(change.OrderId, out var changes))
            _changes.Add(change.OrderId, changes = []);
        changes.Add(change);
        if (Ends.Contains(change.Status))
            _ended.Add(change.OrderId);
    }
}
