namespace OrderSaga.Jobs;

/// <summary>Which jobs a list shows, whatever saga is behind them; an absent member lets all through.</summary>
public sealed record JobFilter
{
    /// <summary>OGC statuses as clients see them: a removed job is dismissed.</summary>
    public IReadOnlyCollection<string>? Statuses { get; init; }

    /// <summary>Earliest creation, UTC, included.</summary>
    public DateTime? CreatedFrom { get; init; }

    /// <summary>Latest creation, UTC, included.</summary>
    public DateTime? CreatedTo { get; init; }

    /// <summary>Shortest time from start to end, or to now while it runs; jobs that never started are left out.</summary>
    public TimeSpan? MinDuration { get; init; }

    /// <summary>Longest such time.</summary>
    public TimeSpan? MaxDuration { get; init; }
}
