using System.Diagnostics;

namespace OrderSaga.Benchmarks;

/// <summary>The worker under test: how it is configured, and when it is up.</summary>
static class Workers
{
    public const string Address = "http://localhost:18080";

    /// <summary>Memory of new objects before the collector runs, as deploy/ sets it.</summary>
    public static readonly (string Name, string Value) NewObjects = ("DOTNET_GCgen0size", "0x4000000");

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static Dictionary<string, string> Settings(Servers servers) => new()
    {
        [NewObjects.Name] = NewObjects.Value,
        ["ASPNETCORE_URLS"] = Address,
        ["Bus__Transport"] = "RabbitMq",
        ["Bus__Uri"] = servers.RabbitMq.ToString(),
        ["Regards__Uri"] = servers.Regards.ToString(),
        ["Regards__Simulate"] = "false",
        ["Store__Provider"] = "Postgres",
        ["Store__ConnectionString"] = servers.Postgres,
        ["Catalogue__Provider"] = "None",
    };

    public static async Task WaitUntilReadyAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"{Address}/health/ready"), cancellation);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (watch.Elapsed < Longest)
            {
                // Not listening yet.
            }
            if (watch.Elapsed > Longest)
                throw new TimeoutException("The worker was not ready within a minute.");
            await Task.Delay(100, cancellation);
        }
    }
}
