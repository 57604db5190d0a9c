using Npgsql;
using OrderSaga.Regards.Values;
using RabbitMQ.Client;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>Virtual hosts and a database on the servers of the run that belong to one stage alone.</summary>
sealed class StageServers : IAsyncDisposable
{
    static readonly string[] Queues =
    [
        "ordersaga.submit-order", "ordersaga.submit-order_error", "ordersaga.dismiss-order", "ordersaga.dismiss-order_error", UpstreamClient.Queue,
    ];

    static readonly string[] RegardsQueues =
        ["ordersaga.regards-answers", "ordersaga.regards-answers_error", RegardsExchanges.PatchRequestQueue, RegardsExchanges.PatchRequestQueue + ".DLQ"];

    readonly string _name = $"scenario-{Guid.NewGuid():N}";
    IReadOnlyList<string> _vhosts = [];

    StageServers()
    {
    }

    public Uri Bus { get; private set; } = TestServers.RabbitMq;
    public Uri Regards { get; private set; } = TestServers.Regards;

    /// <summary>Connection string of the stage's own database.</summary>
    public string Database { get; private set; } = "";

    /// <summary>Ends the test as ignored when there are no servers.</summary>
    public static async Task<StageServers> ReserveAsync()
    {
        var servers = new StageServers();
        servers.Database = await TestServers.MakeDatabaseAsync(servers._name);
        if (!TestServers.AreRuled)
        {
            await ForgetAsync(servers.Bus, Queues);
            await ForgetAsync(servers.Regards, RegardsQueues);
            return servers;
        }
        servers._vhosts = await Vhosts.TakeAsync(2);
        servers.Bus = new Uri(TestServers.UriOf(servers._vhosts[0]));
        servers.Regards = new Uri(TestServers.UriOf(servers._vhosts[1]));
        return servers;
    }

    /// <summary>The type of one of our queues, as the broker tells it.</summary>
    public async Task<string?> QueueTypeAsync(string queue)
    {
        var lines = await TestServers.RabbitMqCtlAsync("list_queues", "--vhost", _vhosts[0], "name", "type");
        return lines.Split('\n').Select(line => line.Trim().Split('\t')).FirstOrDefault(columns => columns[0] == queue)?[^1];
    }

    /// <summary>Closes every connection to the stage's virtual hosts, the test's own too.</summary>
    public async Task CloseConnectionsAsync()
    {
        foreach (var vhost in _vhosts)
            await TestServers.RabbitMqCtlAsync("close_all_connections", "--vhost", vhost, "maintenance");
    }

    /// <summary>Ends every session of the stage's database, as a restart or an operator does.</summary>
    /// <returns>The number of sessions ended.</returns>
    public async Task<long> EndSessionsAsync() => (long)(await TestServers.RunSqlAsync(
        $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{_name}' AND pid <> pg_backend_pid()"))!;

    public async ValueTask DisposeAsync()
    {
        using (var pooled = new NpgsqlConnection(Database))
            NpgsqlConnection.ClearPool(pooled);
        await TestServers.DropDatabaseAsync(_name);
        Vhosts.GiveBack(_vhosts);
    }

    static async Task ForgetAsync(Uri uri, IEnumerable<string> queues)
    {
        await using var connection = await new ConnectionFactory { Uri = uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in queues)
            await channel.QueueDeleteAsync(queue);
    }
}
