using System.Diagnostics;

namespace OrderSaga.Testing;

/// <summary>Waits for what is true sooner or later: for conditions, never for a time.</summary>
static class Until
{
    /// <summary>Milliseconds; far above what a slow and busy machine takes. What comes true is seen at once, so only a failure waits for so long.</summary>
    public const int Longest = 90_000;

    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(Longest);

    static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TimeoutException">It did not come true; <paramref name="what"/> says what that is.</exception>
    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string)"/>
    public static Task TrueAsync(Func<Task<bool>> condition, string what) => TrueAsync(condition, () => $"still not so: {what}");

    /// <exception cref="TimeoutException">It did not come true; <paramref name="instead"/> tells what was there.</exception>
    public static Task TrueAsync(Func<bool> condition, Func<string> instead) => TrueAsync(() => Task.FromResult(condition()), instead);

    /// <inheritdoc cref="TrueAsync(Func{bool}, Func{string})"/>
    public static Task TrueAsync(Func<Task<bool>> condition, Func<string> instead) => TrueAsync(condition, () => Task.FromResult(instead()));

    /// <inheritdoc cref="TrueAsync(Func{bool}, Func{string})"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<Task<string>> instead)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience)
                throw new TimeoutException($"After {Patience.TotalSeconds} s: {await instead()}");
            await Task.Delay(Glance);
        }
    }
}
