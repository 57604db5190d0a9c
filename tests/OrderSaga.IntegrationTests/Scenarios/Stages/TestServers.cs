using Npgsql;
using NUnit.Framework;
using OrderSaga.IntegrationTests.Servers;
using OrderSaga.Regards;
using RabbitMQ.Client;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>The servers of the environment, and on them virtual hosts and a database that belong to one stage alone.</summary>
sealed class TestServers : IAsyncDisposable
{
    const string BusName = "ORDERSAGA_TEST_RABBITMQ";
    const string RegardsName = "ORDERSAGA_TEST_REGARDS";
    const string PostgresName = "ORDERSAGA_TEST_POSTGRES";

    static readonly string[] Queues =
    [
        "ordersaga.submit-order", "ordersaga.submit-order_error", "ordersaga.dismiss-order", "ordersaga.dismiss-order_error", UpstreamClient.Queue,
    ];

    static readonly string[] RegardsQueues =
        ["ordersaga.regards-answers", "ordersaga.regards-answers_error", RegardsExchanges.PatchRequestQueue, RegardsExchanges.PatchRequestQueue + ".DLQ"];

    readonly string _name = $"scenario-{Guid.NewGuid():N}";
    readonly string _postgres;

    TestServers(Uri bus, Uri regards, string postgres)
    {
        Bus = bus;
        Regards = regards;
        _postgres = postgres;
        Database = new NpgsqlConnectionStringBuilder(postgres) { Database = _name }.ConnectionString;
    }

    string RegardsVhost => _name + ".regards";

    public Uri Bus { get; private set; }
    public Uri Regards { get; private set; }

    /// <summary>Connection string of the stage's own database.</summary>
    public string Database { get; }

    /// <summary>Ends the test as ignored when there are no servers.</summary>
    public static async Task<TestServers> ReserveAsync()
    {
        var servers = new TestServers(new Uri(Given(BusName)), new Uri(Given(RegardsName)), Given(PostgresName));
        await servers.RunSqlAsync($"CREATE DATABASE \"{servers._name}\"");
        if (!Broker.IsOurs)
        {
            await ForgetAsync(servers.Bus, Queues);
            await ForgetAsync(servers.Regards, RegardsQueues);
            return servers;
        }
        await Broker.MakeVhostsAsync(servers._name, servers.RegardsVhost);
        servers.Bus = new UriBuilder(servers.Bus) { Path = servers._name }.Uri;
        servers.Regards = new UriBuilder(servers.Regards) { Path = servers.RegardsVhost }.Uri;
        return servers;
    }

    /// <summary>The type of one of our queues, as the broker tells it.</summary>
    public async Task<string?> QueueTypeAsync(string queue)
    {
        var lines = await Broker.ControlAsync("list_queues", "--vhost", Uri.UnescapeDataString(Bus.AbsolutePath[1..]), "name", "type");
        return lines.Split('\n').Select(line => line.Trim().Split('\t')).FirstOrDefault(columns => columns[0] == queue)?[^1];
    }

    /// <summary>Closes every connection to the stage's virtual hosts, the test's own too.</summary>
    public async Task CloseConnectionsAsync()
    {
        foreach (var uri in new[] { Bus, Regards })
            await Broker.ControlAsync("close_all_connections", "--vhost", Uri.UnescapeDataString(uri.AbsolutePath[1..]), "maintenance");
    }

    /// <summary>Ends every session of the stage's database, as a restart or an operator does.</summary>
    /// <returns>The number of sessions ended.</returns>
    public Task<long> EndSessionsAsync() =>
        RunSqlAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{_name}' AND pid <> pg_backend_pid()");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunSqlAsync($"DROP DATABASE IF EXISTS \"{_name}\" WITH (FORCE)");
        if (!Broker.IsOurs)
            return;
        await Broker.DropVhostsAsync(_name, RegardsVhost);
    }

    static async Task ForgetAsync(Uri uri, IEnumerable<string> queues)
    {
        await using var connection = await new ConnectionFactory { Uri = uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in queues)
            await channel.QueueDeleteAsync(queue);
    }

    async Task<long> RunSqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_postgres);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as long? ?? 0;
    }

    static string Given(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(value))
            Assert.Ignore($"Needs real servers, but {name} is not set: run `bash tests/run.sh`, which starts private ones.");
        return value!;
    }
}
