namespace OrderSaga.Orders.Queue;

/// <summary>
/// What part of the window one owner may fill: at most <c>share / (100 − share)</c> times the places that are free just
/// now. An owner alone comes to a stop at its share of the window; several come to a stop at less each; and there is
/// always a place for an owner that has none.
/// </summary>
/// <remarks>
/// With the default of 80 and a window of 5000: one busy owner holds 4000, two hold 2222 each, ten 488 each, and 1000, 556
/// and 122 places stay free. It needs no list of who is busy, and is right at any time whoever finishes first.
/// </remarks>
/// <param name="Percent">1 to 100; 100 keeps no place free.</param>
readonly record struct WindowShare(int Percent)
{
    /// <summary>Whether an owner with <paramref name="inFlight"/> requests may take one of <paramref name="free"/> places.</summary>
    public bool Allows(int inFlight, int free) => inFlight < LimitAt(free);

    /// <summary>The fewest requests in flight with which an owner may take none of <paramref name="free"/> places.</summary>
    public int LimitAt(int free) => free <= 0 ? 0
        : Percent == 100 ? int.MaxValue
        : (int)Math.Min(int.MaxValue, (((long)Percent * free) + 99 - Percent) / (100 - Percent));

    /// <summary>The same for a statement of PostgreSQL, which reads what is free and asks for the limit at once.</summary>
    /// <param name="free">SQL of the free places, at least 1.</param>
    /// <param name="percent">SQL of <see cref="Percent"/>.</param>
    /// <returns>SQL of a bigint, null where there is no limit.</returns>
    public static string LimitAt(string free, string percent) => $"({percent}::bigint * {free} + 99 - {percent}) / NULLIF(100 - {percent}, 0)";
}
