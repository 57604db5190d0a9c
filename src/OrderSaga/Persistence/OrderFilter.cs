namespace OrderSaga.Persistence;

/// <summary>Which orders a list shows; an absent member lets all through.</summary>
public sealed record OrderFilter
{
    /// <summary>OGC statuses as clients see them: a removed order is dismissed.</summary>
    public IReadOnlyCollection<string>? Statuses { get; init; }

    /// <summary>Earliest creation, UTC, included.</summary>
    public DateTime? CreatedFrom { get; init; }

    /// <summary>Latest creation, UTC, included.</summary>
    public DateTime? CreatedTo { get; init; }

    /// <summary>Shortest time from start to end, or to now while it runs; orders that never started are left out.</summary>
    public TimeSpan? MinDuration { get; init; }

    /// <summary>Longest such time.</summary>
    public TimeSpan? MaxDuration { get; init; }
}
