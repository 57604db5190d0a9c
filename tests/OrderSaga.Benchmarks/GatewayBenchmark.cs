using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace OrderSaga.Benchmarks;

/// <summary>Status reads and submissions over HTTP at rising load; the client is in this process, on the same machine.</summary>
sealed class GatewayBenchmark(bool postgres, int jobs, int seconds)
{
    /// <summary>In the shipped sample, on tape.</summary>
    const string Product = "S1A_IW_GRDH_1SDH_20240822T125403_20240822T125428_052978_B2A57E_0BAB.SAFE";

    static readonly int[] Clients = [1, 8, 32, 64];
    static readonly Uri Execution = new($"{Workers.Address}/processes/order-request/execution");
    static readonly byte[] Body = Encoding.UTF8.GetBytes($$$"""{"inputs":{"product_identifier":"{{{Product}}}"}}""");

    public async Task RunAsync(CancellationToken cancellation)
    {
        var logs = Directory.CreateTempSubdirectory("ordersaga-bench-logs-").FullName;
        await using var servers = postgres ? await Servers.StartAsync() : null;
        await using var worker = ServiceProcess.Start("OrderSaga.Worker", Path.Combine(logs, "worker.log"), Settings(servers, logs));
        await Workers.WaitUntilReadyAsync(cancellation);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients[^1] });
        Console.WriteLine($"{(postgres ? "PostgreSQL and RabbitMQ" : "SQLite, in memory")}; {jobs} jobs first, which also warms up; logs in {logs}");

        var ids = new List<Uri>();
        await Parallel.ForEachAsync(Enumerable.Range(0, jobs), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellation }, async (_, stop) =>
        {
            var job = await SubmitAsync(http, stop);
            lock (ids)
                ids.Add(job);
        });
        await MeasureAsync("warming up", 8, TimeSpan.FromSeconds(seconds), () => ReadAsync(http, ids), print: false, worker, cancellation);
        foreach (var clients in Clients)
            await MeasureAsync("status reads", clients, TimeSpan.FromSeconds(seconds), () => ReadAsync(http, ids), print: true, worker, cancellation);
        foreach (var clients in Clients)
            await MeasureAsync("submissions", clients, TimeSpan.FromSeconds(seconds), () => SubmitAsync(http, cancellation), print: true, worker, cancellation);
    }

    static async Task MeasureAsync(
        string what, int clients, TimeSpan length, Func<Task> request, bool print, ServiceProcess worker, CancellationToken cancellation)
    {
        var cpu = CpuTime.Of(worker.Id);
        var watch = Stopwatch.StartNew();
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(
            async () =>
            {
                var taken = new List<double>();
                while (watch.Elapsed < length)
                {
                    var started = Stopwatch.GetTimestamp();
                    await request();
                    taken.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
                return taken;
            },
            cancellation)));
        var all = times.SelectMany(taken => taken).Order().ToList();
        if (print)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}, {clients} at a time: {all.Count / watch.Elapsed.TotalSeconds:0}/s, p50 {At(all, 0.5):0.0} ms, p99 {At(all, 0.99):0.0} ms, worker {(CpuTime.Of(worker.Id) - cpu) * 1000 / all.Count:0.00} CPU s per 1 000"));
        }
    }

    static async Task ReadAsync(HttpClient http, List<Uri> ids)
    {
        using var answer = await http.GetAsync(ids[Random.Shared.Next(ids.Count)]);
        await answer.Content.ReadAsByteArrayAsync();
        Expect(answer, HttpStatusCode.OK);
    }

    /// <returns>Where the job is.</returns>
    static async Task<Uri> SubmitAsync(HttpClient http, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(Body);
        content.Headers.ContentType = new("application/json");
        using var answer = await http.PostAsync(Execution, content, cancellation);
        Expect(answer, HttpStatusCode.Created);
        var job = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return new Uri($"{Workers.Address}/jobs/{job.GetProperty("jobID").GetString()}");
    }

    static void Expect(HttpResponseMessage answer, HttpStatusCode status)
    {
        if (answer.StatusCode != status)
            throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri} was answered {(int)answer.StatusCode}.");
    }

    static Dictionary<string, string> Settings(Servers? servers, string logs) => servers is null
        ? new() { ["ASPNETCORE_URLS"] = Workers.Address, ["Store__ConnectionString"] = $"Data Source={Path.Combine(logs, "orders.db")}", ["Logging__LogLevel__Default"] = "Warning" }
        : new(Workers.Settings(servers)) { ["Regards__Simulate"] = "true", ["Catalogue__Provider"] = "File", ["Logging__LogLevel__Default"] = "Warning" };

    static double At(List<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(share * sorted.Count) - 1)];
}
