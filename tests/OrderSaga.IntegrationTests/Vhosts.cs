using NUnit.Framework;

namespace OrderSaga.IntegrationTests;

/// <summary>
/// Virtual hosts of the run's broker that a test has to itself. Made and dropped many at a time: each call of rabbitmqctl starts a
/// virtual machine of its own, which costs more than most tests.
/// </summary>
[SetUpFixture]
public sealed class Vhosts
{
    const int Batch = 24;

    static readonly SemaphoreSlim Turn = new(1, 1);
    static readonly Queue<string> Free = new();
    static readonly List<string> Used = [];

    /// <summary>Virtual hosts that nobody has used, and that guest may use.</summary>
    public static async Task<IReadOnlyList<string>> TakeAsync(int count)
    {
        await Turn.WaitAsync();
        try
        {
            if (Free.Count < count)
                await MakeAsync();
            return [.. Enumerable.Range(0, count).Select(_ => Free.Dequeue())];
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>Nobody uses them any more; they are dropped with others.</summary>
    public static void GiveBack(IReadOnlyCollection<string> vhosts)
    {
        lock (Used)
            Used.AddRange(vhosts);
    }

    [OneTimeTearDown]
    public async Task DropAllAsync()
    {
        GiveBack([.. Free]);
        if (TakeUsed() is { Count: > 0 } used)
            await RunAsync(used.Select(Drop));
    }

    static async Task MakeAsync()
    {
        var names = Enumerable.Range(0, Batch).Select(_ => $"test-{Guid.NewGuid():N}").ToList();
        await RunAsync([.. TakeUsed().Select(Drop), .. names.Select(Make)]);
        names.ForEach(Free.Enqueue);
    }

    static List<string> TakeUsed()
    {
        lock (Used)
        {
            var used = Used.ToList();
            Used.Clear();
            return used;
        }
    }

    static string Make(string vhost) =>
        $"rabbit_vhost:add(<<\"{vhost}\">>, <<\"test\">>), "
        + $"rabbit_auth_backend_internal:set_permissions(<<\"guest\">>, <<\"{vhost}\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"test\">>)";

    static string Drop(string vhost) => $"rabbit_vhost:delete(<<\"{vhost}\">>, <<\"test\">>)";

    static Task<string> RunAsync(IEnumerable<string> calls) => TestServers.RabbitMqCtlAsync("eval", string.Join(", ", calls) + ", ok.");
}
