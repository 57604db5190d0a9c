using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace OrderSaga.Benchmarks;

/// <summary>Time, CPU and memory of one large bulk, from its message to the event that tells of its batches.</summary>
sealed class BulkBenchmark(int products, int batchSize, int page, bool run)
{
    const int StacPort = 18081;
    const string Tenant = "lta-sandbox";

    /// <summary>Single orders that run before everything, so that neither side of the comparison pays for the JIT.</summary>
    const int WarmUp = 15_000;

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var servers = await Servers.StartAsync();
        await using var database = NpgsqlDataSource.Create(servers.Postgres);
        var logs = Directory.CreateTempSubdirectory("ordersaga-bench-logs-").FullName;
        var connection = await new ConnectionFactory { Uri = servers.RabbitMq }.CreateConnectionAsync(cancellation);
        await using (connection)
        await using (var standIn = ServiceProcess.Start("OrderSaga.Simulator", Path.Combine(logs, "simulator.log"), StandInSettings(servers)))
        await using (var worker = ServiceProcess.Start("OrderSaga.Worker", Path.Combine(logs, "worker.log"), WorkerSettings(servers)))
        {
            await Workers.WaitUntilReadyAsync(cancellation);
            if (run)
                await RunSingleOrdersAsync(connection, WarmUp, cancellation);
            Console.WriteLine($"one bulk of {products} products in batches of {batchSize}; logs in {logs}");
            // The first bulk pays for the JIT and the connections; it is small and not counted.
            await PrepareAsync(connection, most: 1000, cancellation);
            var before = (Worker: CpuTime.Of(worker.Id), StandIn: CpuTime.Of(standIn.Id), Postgres: CpuTime.OfServers("postgres", servers.Mark));
            Print("MB of the worker before", Megabytes(worker.Id, "VmRSS"));
            var watch = Stopwatch.StartNew();
            var (id, told) = await PrepareAsync(connection, most: null, cancellation);
            var seconds = watch.Elapsed.TotalSeconds;
            Print("s from message to batches", seconds);
            Print("products/s", products / seconds);
            Print("CPU s, worker", CpuTime.Of(worker.Id) - before.Worker);
            Print("CPU s, catalogue stand-in", CpuTime.Of(standIn.Id) - before.StandIn);
            Print("CPU s, PostgreSQL", CpuTime.OfServers("postgres", servers.Mark) - before.Postgres);
            Print("MB of the worker at most", Megabytes(worker.Id, "VmHWM"));
            await CheckAsync(database, id, told, cancellation);
            if (run)
                await RunOrdersAsync(connection, database, id, told.GetProperty("numberOfProducts").GetInt32(), cancellation);
        }
    }

    /// <summary>The rate of the bulk's orders, beside that of as many single ones in the same run.</summary>
    static async Task RunOrdersAsync(IConnection connection, NpgsqlDataSource database, Guid id, int ordered, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await using var command = database.CreateCommand("SELECT sum(successful + failed + dismissed) FROM batches WHERE bulk_id = $1");
        command.Parameters.AddWithValue(id);
        while ((long)(await command.ExecuteScalarAsync(cancellation))! < ordered)
            await Task.Delay(200, cancellation);
        var ofBulk = ordered / watch.Elapsed.TotalSeconds;
        Print("orders/s, items of the bulk", ofBulk);

        var single = await RunSingleOrdersAsync(connection, ordered, cancellation);
        Print("orders/s, single ones after it", single);
        Print("ratio", ofBulk / single);
    }

    /// <returns>Orders a second.</returns>
    static async Task<double> RunSingleOrdersAsync(IConnection connection, int count, CancellationToken cancellation)
    {
        await using var events = await StatusEvents.ListenAsync(connection);
        var watch = Stopwatch.StartNew();
        await new OrderLoad(connection).PublishAsync(count, cancellation);
        await events.WaitForAsync(count, Longest, cancellation);
        return count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Creates a bulk of all there is, or of the first few that fail it, and waits for its end.</summary>
    async Task<(Guid Id, JsonElement Told)> PrepareAsync(IConnection connection, int? most, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), cancellation);
        var queue = await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellation);
        await channel.QueueBindAsync(queue.QueueName, "ordersaga.bulk-status-changed", "", cancellationToken: cancellation);
        var ended = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            var told = JsonElement.Parse(delivery.Body.Span);
            if (told.GetProperty("bulkId").GetGuid() == id && told.GetProperty("status").GetString() is "successful" or "failed")
                ended.TrySetResult(told);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellation);
        var limit = most is null ? "" : string.Create(CultureInfo.InvariantCulture, $",\"maxProducts\":{most}");
        var body = $$"""{"bulkId":"{{id}}","datetime":"1900-01-01T00:00:00Z/..","batchSizeProducts":{{batchSize}},"automaticTrigger":{{(run ? "true" : "false")}}{{limit}}}""";
        await channel.BasicPublishAsync("ordersaga.create-bulk", "", mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, Encoding.UTF8.GetBytes(body), cancellation);
        return (id, await ended.Task.WaitAsync(Longest, cancellation));
    }

    async Task CheckAsync(NpgsqlDataSource database, Guid id, JsonElement told, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            SELECT (SELECT count(*) FROM bulk_products WHERE bulk_id = $1 AND reason IS NULL), (SELECT count(*) FROM batches WHERE bulk_id = $1),
                (SELECT count(*) FROM bulk_products p JOIN batches b ON b.correlation_id = p.batch_id WHERE p.bulk_id = $1),
                (SELECT sum(number_of_products) FROM batches WHERE bulk_id = $1), (SELECT count(*) FROM bulk_products WHERE bulk_id = $1 AND reason IS NOT NULL)
            """);
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var (ordered, batches, joined, counted, rejected) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
        Console.WriteLine($"table: {ordered} products in {batches} batches, {rejected} not ordered; told: {told}");
        if (ordered + rejected != products || joined != ordered || counted != ordered || batches != told.GetProperty("numberOfBatches").GetInt64())
            throw new InvalidOperationException($"The tables disagree: {joined} products have their batch, the batches count {counted}.");
    }

    Dictionary<string, string> StandInSettings(Servers servers) => new()
    {
        [Workers.NewObjects.Name] = Workers.NewObjects.Value,
        ["Regards__Uri"] = servers.Regards.ToString(),
        ["Simulator__Stac__Url"] = $"http://127.0.0.1:{StacPort}",
        ["Simulator__Stac__Products"] = products.ToString(CultureInfo.InvariantCulture),
        ["Simulator__Stac__Tenant"] = Tenant,
        ["Simulator__GrantDelay"] = "00:00:00",
        ["Simulator__ProcessingDelay"] = "00:00:00",
    };

    Dictionary<string, string> WorkerSettings(Servers servers) => new(Workers.Settings(servers))
    {
        ["Regards__Tenant"] = Tenant,
        ["Catalogue__Provider"] = "Stac",
        ["Catalogue__Url"] = $"http://127.0.0.1:{StacPort}",
        ["Catalogue__PageSize"] = page.ToString(CultureInfo.InvariantCulture),
        ["Bulks__MostProducts"] = Math.Max(products, 1).ToString(CultureInfo.InvariantCulture),
        ["Bulks__MostBatches"] = Math.Min(1_000_000, (products / batchSize) + 1).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A line of <c>/proc/PID/status</c>, which counts in kilobytes.</summary>
    static double Megabytes(int pid, string name)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(text => text.StartsWith(name + ":", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) / 1024;
    }

    static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.##}"));
}
