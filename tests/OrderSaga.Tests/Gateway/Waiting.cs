using System.Diagnostics;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

static class Waiting
{
    static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the condition holds, and fails with what was seen last.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> seen)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            if (watch.Elapsed > _longest)
                Assert.Fail($"Not so after {_longest}: {seen()}");
            await Task.Delay(20);
        }
    }
}
