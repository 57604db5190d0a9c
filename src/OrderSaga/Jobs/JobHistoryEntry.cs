using OrderSaga.Orders;

namespace OrderSaga.Jobs;

/// <summary>One line of an order's history: a change, or something that came and changed nothing.</summary>
public sealed class JobHistoryEntry
{
    public Guid OrderId { get; init; }

    /// <summary>1, 2, 3 … within the order.</summary>
    public int Entry { get; init; }

    public DateTime At { get; init; }

    /// <summary>OGC status before; null in the first row.</summary>
    public string? FromStatus { get; init; }

    public string ToStatus { get; init; } = null!;
    public string Phase { get; init; } = null!;

    /// <summary>What caused it: submitted, dispatched, granted, denied, success, error, notification, deadline, dismissed, removed, refused, evicted.</summary>
    public string Cause { get; init; } = null!;

    /// <summary>The order did not change: it came late, twice or for an older attempt.</summary>
    public bool Late { get; init; }

    public int Attempt { get; init; }
    public string? RequestId { get; init; }
    public string? Message { get; init; }
}
