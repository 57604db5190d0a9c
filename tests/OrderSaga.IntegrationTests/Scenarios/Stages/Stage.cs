using System.Text.Json;
using System.Text.Json.Serialization;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using OrderSaga.Contracts;
using OrderSaga.Storage;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>A running service with a stand-in for REGARDS: orders go in as an upstream system sends them, events come out.</summary>
abstract class Stage : IAsyncDisposable
{
    /// <summary>As a foreign system writes them: plain JSON, camelCase, absent members left out.</summary>
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    readonly HashSet<Guid> _submitted = [];

    protected Stage(string folder, StoreOptions store)
    {
        Folder = folder;
        Table = new OrderTable(store);
        Archive = new ArchiveRequests(Path.Combine(folder, "requests.ndjson"));
    }

    public EventLog Events { get; } = new();
    public OrderTable Table { get; }
    public ArchiveRequests Archive { get; }
    public IReadOnlyCollection<Guid> Submitted => _submitted;

    /// <summary>Database, request log and process logs; kept when a test failed or the stage did not open.</summary>
    protected string Folder { get; }

    protected bool IsOpen { get; set; }

    public static async Task<Stage> OpenAsync(World world, params (string Key, string Value)[] settings) => world switch
    {
        World.Embedded => await EmbeddedStage.OpenAsync(settings),
        _ => await ServersStage.OpenAsync(settings),
    };

    public Task SubmitAsync(params IReadOnlyCollection<SubmitOrder> orders)
    {
        foreach (var order in orders)
            _submitted.Add(order.OrderId);
        return PublishAsync("ordersaga.submit-order", [.. orders.Select(order => JsonSerializer.SerializeToUtf8Bytes(order, Json))]);
    }

    public Task DismissAsync(Guid orderId, string reason) =>
        PublishAsync("ordersaga.dismiss-order", [JsonSerializer.SerializeToUtf8Bytes(new DismissOrder { OrderId = orderId, Reason = reason }, Json)]);

    /// <summary>The archive has done what it keeps: orders of <see cref="Ordered.Held"/> end when a test says so, and not after some time.</summary>
    public async Task CompleteAsync(params IReadOnlyCollection<SubmitOrder> orders)
    {
        await Until.TrueAsync(
            async () => await TendAsync() && orders.All(order => Events.Of(order.OrderId).Any(change => change.Status == "running")),
            () => string.Join("; ", orders.Select(order => $"{order.OrderId} told {Events.Told(order.OrderId)}")));
        var requests = Archive.All().ToLookup(request => request.OrderId);
        await AnswerAsync([.. orders.Select(order => requests[order.OrderId].Last()).Select(request => (request.Tenant!, JsonSerializer.SerializeToUtf8Bytes(
            new { type = "PATCH", requestId = request.RequestId, requestOwner = request.Owner, id = request.ProviderId, urn = request.Urn, state = "SUCCESS" })))]);
    }

    /// <summary>Until every submitted order has ended, its events are published, and all that was published has been heard.</summary>
    /// <param name="afterBreak">
    /// Something broke in between, and messages may wait until the time of those who had them is over: it passes as fast as this looks.
    /// </param>
    public async Task SettleAsync(bool afterBreak = false)
    {
        await Until.TrueAsync(
            async () => await TendAsync() && await Table.CountAsync() >= _submitted.Count && await Table.UnfinishedAsync() == 0,
            async () => $"{await Table.CountAsync()} of {_submitted.Count} orders stored, {await Table.UnfinishedAsync()} not ended");
        await HearAllAsync(afterBreak);
    }

    /// <summary>Until every event of the database so far has been heard.</summary>
    async Task HearAllAsync(bool afterBreak)
    {
        await Until.TrueAsync(
            async () =>
            {
                if (afterBreak)
                    await Table.EndOutboxLeasesAsync();
                return await TendAsync() && await Table.OutboxAsync() == 0;
            },
            async () => $"{await Table.OutboxAsync()} events in the outbox");
        // Events come through one queue in order: behind this mark there is none of before.
        var mark = Guid.NewGuid().ToString();
        await PublishAsync("ordersaga.order-status-changed", [JsonSerializer.SerializeToUtf8Bytes(new { mark })]);
        await Until.TrueAsync(() => Events.HasMark(mark), () => "the mark behind all events was not heard");
    }

    /// <summary>Publishes JSON bodies to an exchange of our bus; returns when they are safe there.</summary>
    protected abstract Task PublishAsync(string exchange, IReadOnlyCollection<byte[]> bodies);

    /// <summary>Publishes answers of the archive's, each with its tenant; returns when they are safe.</summary>
    protected abstract Task AnswerAsync(IReadOnlyCollection<(string Tenant, byte[] Body)> answers);

    /// <summary>What a supervisor does now and then; true when all that should run does.</summary>
    protected virtual Task<bool> TendAsync() => Task.FromResult(true);

    protected abstract Task CloseAsync();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (!IsOpen || TestContext.CurrentContext.Result.Outcome.Status == TestStatus.Failed)
            await TestContext.Progress.WriteLineAsync($"Logs of the failed scenario: {Folder}");
        else
            Directory.Delete(Folder, recursive: true);
    }

    protected static string NewFolder() => Directory.CreateTempSubdirectory("ordersaga-scenario-").FullName;

    /// <summary>Settings of every scenario: the service's own with shorter leases and sweeps, and a quick stand-in; <paramref name="own"/> wins.</summary>
    protected static Dictionary<string, string> Settings(string folder, IEnumerable<(string Key, string Value)> own)
    {
        var settings = new Dictionary<string, string>
        {
            ["Store:SweepInterval"] = "00:00:00.200",
            ["Store:OutboxLease"] = "00:00:16",
            ["Regards:ClaimLease"] = "00:00:04",
            ["Gateway:BaseUrl"] = "http://localhost:8080",
            ["Simulator:GrantDelay"] = "00:00:00.020",
            ["Simulator:ProcessingDelay"] = "00:00:00.100",
            ["Simulator:RequestLog"] = Path.Combine(folder, "requests.ndjson"),
        };
        foreach (var (key, value) in own)
            settings[key] = value;
        return settings;
    }
}
