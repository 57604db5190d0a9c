namespace OrderSaga.Orders;

/// <summary>An order that the archive ended, well or not.</summary>
public readonly record struct Completion(DateTime Sent, DateTime Finished);

/// <summary>How fast the archive works, told by its latest completions.</summary>
/// <param name="PerSecond">Completions; null when there were none lately.</param>
/// <param name="Duration">From sending a request to its end, on average; null as above.</param>
public sealed record Pace(double? PerSecond, TimeSpan? Duration)
{
    /// <summary>Below this many, a stretch of time says little, and a longer one is looked at.</summary>
    const int Telling = 10;

    static readonly TimeSpan[] Stretches = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), Longest];
    static readonly TimeSpan ShortestSpan = TimeSpan.FromSeconds(5);

    /// <summary>How far back completions are looked at.</summary>
    public static TimeSpan Longest => TimeSpan.FromDays(1);

    /// <summary>Nothing ended lately.</summary>
    public static Pace Unknown { get; } = new(null, null);

    /// <summary>
    /// The pace of the last minute; when too little ended in it, of the last hour, else of the last day. It is counted
    /// from the first completion of that time, so that a pause before it does not slow it down.
    /// </summary>
    /// <param name="latest">The latest completions, the last first; they need not be all of that time.</param>
    /// <param name="now">UTC.</param>
    public static Pace Of(IReadOnlyList<Completion> latest, DateTime now)
    {
        foreach (var stretch in Stretches)
        {
            var within = latest.TakeWhile(completion => completion.Finished > now - stretch).ToList();
            if (within.Count >= Telling || (stretch == Longest && within.Count > 0))
                return OfAll(within, now);
        }
        return Unknown;
    }

    static Pace OfAll(List<Completion> completions, DateTime now)
    {
        var span = now - completions[^1].Finished;
        return new Pace(
            completions.Count / (span > ShortestSpan ? span : ShortestSpan).TotalSeconds,
            TimeSpan.FromTicks((long)completions.Average(completion => Math.Max(0, (completion.Finished - completion.Sent).Ticks))));
    }
}

/// <summary>The pace as it was last looked at.</summary>
public sealed class ArchivePace
{
    static readonly TimeSpan Unsure = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    volatile Pace _pace = Pace.Unknown;

    /// <summary>The pace as of the last look; <see cref="Pace.Unknown"/> before the first.</summary>
    public Pace Current
    {
        get => _pace;
        internal set => _pace = value;
    }

    /// <summary>Until the next order ends, on average; from a second to an hour, a minute when nothing is known.</summary>
    public TimeSpan TimeToNextEnd => _pace.PerSecond is not { } rate ? Unsure
        : rate >= 1 / Shortest.TotalSeconds ? Shortest
        : rate <= 1 / Longest.TotalSeconds ? Longest
        : TimeSpan.FromSeconds(1 / rate);
}
