using OrderSaga.Regards.Values;
using OrderSaga.Storage;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>Worker and stand-in as processes on real servers; the test is an AMQP client like any other.</summary>
sealed class ServersStage : Stage
{
    readonly Dictionary<string, string> _settings;
    readonly List<ServiceProcess> _processes = [];
    readonly List<ServiceProcess> _workers = [];
    UpstreamClient? _client;

    ServersStage(string folder, StoreOptions store, StageServers servers, Dictionary<string, string> settings)
        : base(folder, store)
    {
        Servers = servers;
        _settings = settings;
    }

    public StageServers Servers { get; }

    /// <summary>The connection between workers and database, to be cut.</summary>
    public Cable? Cable { get; private set; }

    /// <summary>In the order of their start, without those that gave up and were started again.</summary>
    public IReadOnlyList<ServiceProcess> Workers => _workers;

    public static async Task<ServersStage> OpenAsync(
        IEnumerable<(string Key, string Value)> own, int workers = 1, StoreProvider provider = StoreProvider.Postgres, bool byCable = false)
    {
        var servers = await StageServers.ReserveAsync();
        var folder = NewFolder();
        var store = new StoreOptions
        {
            Provider = provider,
            ConnectionString = provider == StoreProvider.Postgres ? servers.Database : $"Data Source={Path.Combine(folder, "orders.db")}",
        };
        var stage = new ServersStage(folder, store, servers, Settings(folder, own));
        try
        {
            if (byCable)
                stage.Cable = Cable.To(servers.Database);
            stage.Wire(store);
            await stage.StartAsync(workers);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public async Task<ServiceProcess> StartWorkerAsync()
    {
        var worker = Start("OrderSaga.Worker");
        _workers.Add(worker);
        await worker.UntilReadyAsync();
        return worker;
    }

    /// <summary>Until the first worker itself says that it can't work.</summary>
    public Task UntilNotReadyAsync() => Until.TrueAsync(
        async () => !await _workers[0].IsReadyAsync(), () => Task.FromResult("the worker still says that it is ready"));

    void Wire(StoreOptions store)
    {
        _settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        _settings["Logging:Console:FormatterName"] = "simple";
        _settings["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss.fff ";
        _settings["Bus:Transport"] = "RabbitMq";
        _settings["Bus:GiveUpAfter"] = "00:00:06";
        _settings["Bus:Uri"] = Servers.Bus.ToString();
        _settings["Regards:Uri"] = Servers.Regards.ToString();
        _settings["Store:Provider"] = store.Provider.ToString();
        _settings["Store:ConnectionString"] = Cable?.ConnectionString ?? store.ConnectionString;
    }

    async Task StartAsync(int workers)
    {
        Start("OrderSaga.Simulator");
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => StartWorkerAsync()));
        await UntilStandInListensAsync();
        _client = await UpstreamClient.ConnectAsync(Servers.Bus, Events);
        IsOpen = true;
    }

    ServiceProcess Start(string service)
    {
        var process = ServiceProcess.Start(service, Path.Combine(Folder, $"{service}-{_processes.Count}.log"), _settings);
        _processes.Add(process);
        return process;
    }

    async Task UntilStandInListensAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = Servers.Regards }.CreateConnectionAsync();
        await Until.TrueAsync(
            async () =>
            {
                await using var channel = await connection.CreateChannelAsync();
                try
                {
                    return (await channel.QueueDeclarePassiveAsync(RegardsExchanges.PatchRequestQueue)).ConsumerCount > 0;
                }
                catch (OperationInterruptedException)
                {
                    return false;
                }
            },
            () => Task.FromResult("nobody reads the queue of patch requests"));
    }

    /// <inheritdoc cref="TendAsync"/>
    public Task SuperviseAsync() => TendAsync();

    /// <summary>A worker that gave up is started again, as systemd or Kubernetes would; one that was killed is not.</summary>
    protected override async Task<bool> TendAsync()
    {
        var gaveUp = _workers.FindAll(worker => worker.HasGivenUp);
        foreach (var worker in gaveUp)
        {
            _workers.Remove(worker);
            await StartWorkerAsync();
        }
        return true;
    }

    protected override Task PublishAsync(string exchange, IReadOnlyCollection<byte[]> bodies) => _client!.PublishAsync(exchange, bodies);

    protected override async Task AnswerAsync(IReadOnlyCollection<(string Tenant, byte[] Body)> answers)
    {
        await using var connection = await new ConnectionFactory { Uri = Servers.Regards }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        foreach (var (tenant, body) in answers)
        {
            var properties = new BasicProperties
            {
                ContentType = "application/json",
                DeliveryMode = DeliveryModes.Persistent,
                Headers = new Dictionary<string, object?> { [RegardsHeaders.Tenant] = tenant },
            };
            await channel.BasicPublishAsync(RegardsExchanges.Answers, "", mandatory: true, properties, body);
        }
    }

    protected override async Task CloseAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        await Task.WhenAll(_processes.Select(process => process.DisposeAsync().AsTask()));
        if (Cable is not null)
            await Cable.DisposeAsync();
        await Servers.DisposeAsync();
    }
}
