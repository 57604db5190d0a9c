using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Sql;
using RabbitMQ.Client;

namespace OrderSaga.Tests.SagaStore;

/// <summary>The world of this project: a PostgreSQL database and a RabbitMQ virtual host.</summary>
public static class World
{
    public static StoreWorld New() => new PostgresWorld(Server("ORDERSAGA_TEST_POSTGRES"), new Uri(Server("ORDERSAGA_TEST_RABBITMQ")));

    static string Server(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrWhiteSpace(value))
            Assert.Ignore($"{variable} is not set: these scenarios need a real PostgreSQL and a real RabbitMQ.");
        return value!;
    }
}

sealed class PostgresWorld(string server, Uri broker) : StoreWorld
{
    readonly ServerGate _gate = new(broker.Host, broker.Port);

    public Uri Broker { get; } = broker;

    public string Exchange => $"{Name}-count-changed";

    public string ConnectionString { get; private set; } = "";

    public override bool HasLastingQueues => true;

    public override async Task CreateDatabaseAsync()
    {
        await AdministerAsync($"CREATE DATABASE \"{Name}\"");
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = Name }.ConnectionString;
        _gate.Open();
    }

    public override void UseDatabase(DbContextOptionsBuilder options) => options.UseNpgsql(ConnectionString);

    public override Database OpenDatabase() => Database.Postgres(ConnectionString);

    public override void UseBus(IBusRegistrationConfigurator bus, EventFormat format) => bus.UsingRabbitMq((_, rabbit) =>
    {
        var account = Broker.UserInfo.Split(':');
        rabbit.Host("127.0.0.1", (ushort)_gate.Port, Uri.UnescapeDataString(Broker.AbsolutePath.TrimStart('/')), host =>
        {
            host.Username(Uri.UnescapeDataString(account[0]));
            host.Password(Uri.UnescapeDataString(account[1]));
        });
        rabbit.Message<CountChanged>(message => message.SetEntityName(Exchange));
        rabbit.ReceiveEndpoint(Name, endpoint => Listen(endpoint, format));
    });

    public override Task TakeBrokerAwayAsync()
    {
        _gate.Shut();
        return Task.CompletedTask;
    }

    public override Task BringBrokerBackAsync()
    {
        _gate.Open();
        return Task.CompletedTask;
    }

    /// <summary>A direct connection to the broker, past MassTransit.</summary>
    public Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = Broker }.CreateConnectionAsync();

    public async Task AdministerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The texts are this project's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _gate.DisposeAsync();
        if (ConnectionString.Length == 0)
            return;
        using (var pooled = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await AdministerAsync($"DROP DATABASE IF EXISTS \"{Name}\" WITH (FORCE)");
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in new[] { Name, $"{Name}_error", $"{Name}_skipped" })
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
        foreach (var exchange in new[] { Name, Exchange, $"{Name}_error", $"{Name}_skipped" })
            await channel.ExchangeDeleteAsync(exchange, ifUnused: false);
    }
}
