using System.Diagnostics;
using System.Globalization;
using Npgsql;
using RabbitMQ.Client;

namespace OrderSaga.Benchmarks;

/// <summary>Throughput, cost and latency of whole orders: AMQP in, patch request, grant, success, three status events out.</summary>
sealed class OrdersBenchmark(int count, int warmUp, int rate, int seconds, int regardsPriorities)
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var servers = await Servers.StartAsync();
        await using var database = NpgsqlDataSource.Create(servers.Postgres);
        var logs = Directory.CreateTempSubdirectory("ordersaga-bench-logs-").FullName;
        var connection = await new ConnectionFactory { Uri = servers.RabbitMq }.CreateConnectionAsync(cancellation);
        await using (connection)
        await using (var standIn = ServiceProcess.Start("OrderSaga.Simulator", Path.Combine(logs, "simulator.log"), StandInSettings(servers)))
        await using (var worker = ServiceProcess.Start("OrderSaga.Worker", Path.Combine(logs, "worker.log"), Workers.Settings(servers)))
        {
            await Workers.WaitUntilReadyAsync(cancellation);
            await using var events = await StatusEvents.ListenAsync(connection);
            var load = new OrderLoad(connection);
            Console.WriteLine($"warming up with {warmUp} orders; logs in {logs}");
            await load.PublishAsync(warmUp, cancellation);
            await events.WaitForAsync(warmUp, Longest, cancellation);

            await MeasureThroughputAsync(servers, load, events, database, standIn, worker, cancellation);
            if (rate > 0)
                await MeasureLatencyAsync(load, events, cancellation);
            await CheckTableAsync(load, events, database, cancellation);
        }
    }

    async Task MeasureThroughputAsync(
        Servers servers, OrderLoad load, StatusEvents events, NpgsqlDataSource database, ServiceProcess standIn, ServiceProcess worker, CancellationToken cancellation)
    {
        var transactions = await WriteTransactionsAsync(database, cancellation);
        var before = Cpu(servers, worker, standIn);
        var before2 = events.Ended;
        var watch = Stopwatch.StartNew();
        await load.PublishAsync(count, cancellation);
        await events.WaitForAsync(before2 + count, Longest, cancellation);
        var elapsed = watch.Elapsed.TotalSeconds;
        var after = Cpu(servers, worker, standIn);
        var written = await WriteTransactionsAsync(database, cancellation) - transactions;

        Print("orders", count, "");
        Print("orders/s", count / elapsed, "from the first publish to the last completion event");
        foreach (var (name, used) in after)
            Print($"CPU s per 1 000 orders, {name}", (used - before[name]) * 1000 / count, "");
        Print("write transactions per order", (double)written / count, "PostgreSQL transaction ids used");
    }

    async Task MeasureLatencyAsync(OrderLoad load, StatusEvents events, CancellationToken cancellation)
    {
        var known = load.Sent.Keys.ToHashSet();
        await load.PublishSteadilyAsync(rate, TimeSpan.FromSeconds(seconds), cancellation);
        await events.WaitForAsync(load.Sent.Count, Longest, cancellation);
        var ids = load.Sent.Keys.Where(id => !known.Contains(id)).ToList();
        PrintQuantiles($"ms publish to accepted event at {rate}/s", ids.Select(id => Milliseconds(load.Sent[id], events.Accepted[id])));
        PrintQuantiles($"ms publish to completion event at {rate}/s", ids.Select(id => Milliseconds(load.Sent[id], events.Outcomes[id].At)));
    }

    static async Task CheckTableAsync(OrderLoad load, StatusEvents events, NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("SELECT state, count(*) FROM orders GROUP BY state ORDER BY state");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(reader.GetString(0), reader.GetInt64(1));
        Console.WriteLine($"table: {string.Join(", ", rows.Select(row => $"{row.Value} {row.Key}"))}");
        var told = events.Outcomes.Values.GroupBy(o => o.Status).ToDictionary(g => g.Key, g => (long)g.Count());
        if (rows.Values.Sum() != load.Sent.Count || rows.Any(row => row.Value != told.GetValueOrDefault(row.Key)))
            throw new InvalidOperationException($"The table disagrees: {load.Sent.Count} sent, events told {string.Join(", ", told)}.");
    }

    static Dictionary<string, double> Cpu(Servers servers, ServiceProcess worker, ServiceProcess standIn) => new()
    {
        ["worker"] = CpuTime.Of(worker.Id),
        ["stand-in"] = CpuTime.Of(standIn.Id),
        ["RabbitMQ"] = CpuTime.OfServers("beam.smp", servers.Mark),
        ["PostgreSQL"] = CpuTime.OfServers("postgres", servers.Mark),
        ["load and listener"] = CpuTime.Of(Environment.ProcessId),
    };

    static async Task<long> WriteTransactionsAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        // Only transactions that write get an id; asking for one costs one itself.
        await using var command = database.CreateCommand("SELECT pg_current_xact_id()::text::bigint");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    Dictionary<string, string> StandInSettings(Servers servers) => new()
    {
        [Workers.NewObjects.Name] = Workers.NewObjects.Value,
        ["Regards__Uri"] = servers.Regards.ToString(),
        ["Simulator__GrantDelay"] = "00:00:00",
        ["Simulator__ProcessingDelay"] = "00:00:00",
        ["Simulator__MaxPriority"] = regardsPriorities.ToString(CultureInfo.InvariantCulture),
    };

    static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    static void PrintQuantiles(string name, IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: p50 {At(sorted, 0.5):0.0}, p99 {At(sorted, 0.99):0.0}, max {sorted[^1]:0.0} ({sorted.Count} orders)"));
    }

    static double At(List<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, Math.Ceiling(share * sorted.Count) - 1)];

    static void Print(string name, double value, string remark) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.###}{(remark.Length == 0 ? "" : $" ({remark})")}"));
}
