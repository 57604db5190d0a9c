using System.Diagnostics;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>Waits for conditions, never for a time.</summary>
static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TimeoutException">The condition did not come true; <paramref name="instead"/> tells what was there.</exception>
    public static Task HoldsAsync(Func<bool> condition, Func<string> instead) =>
        HoldsAsync(() => Task.FromResult(condition()), () => Task.FromResult(instead()));

    /// <inheritdoc cref="HoldsAsync(Func{bool}, Func{string})"/>
    public static async Task HoldsAsync(Func<Task<bool>> condition, Func<Task<string>> instead)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience)
                throw new TimeoutException($"Not within {Patience.TotalSeconds} s; instead: {await instead()}");
            await Task.Delay(Glance);
        }
    }
}
