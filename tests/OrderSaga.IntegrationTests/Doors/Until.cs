using System.Diagnostics;
using NUnit.Framework;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>Waiting for what is true sooner or later.</summary>
static class Until
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Limit)
                Assert.Fail($"{Limit.TotalSeconds} s were not enough for: {what}");
            await Task.Delay(20);
        }
    }
}
