using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OrderSaga.IntegrationTests;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Sql;
using RabbitMQ.Client;

namespace OrderSaga.Tests.SagaStore;

/// <summary>The world of this project: a PostgreSQL database and a RabbitMQ virtual host.</summary>
public static class World
{
    public static StoreWorld New() => new PostgresWorld(TestServers.RabbitMq);
}

sealed class PostgresWorld(Uri broker) : StoreWorld
{
    readonly ServerGate _gate = new(broker.Host, broker.Port);

    public Uri Broker { get; } = broker;

    public string Exchange => $"{Name}-count-changed";

    public string ConnectionString { get; private set; } = "";

    public override bool HasLastingQueues => true;

    public override async Task CreateDatabaseAsync()
    {
        ConnectionString = await TestServers.MakeDatabaseAsync(Name);
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

    public override async ValueTask DisposeAsync()
    {
        await _gate.DisposeAsync();
        if (ConnectionString.Length == 0)
            return;
        using (var pooled = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(pooled);
        await TestServers.DropDatabaseAsync(Name);
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in new[] { Name, $"{Name}_error", $"{Name}_skipped" })
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
        foreach (var exchange in new[] { Name, Exchange, $"{Name}_error", $"{Name}_skipped" })
            await channel.ExchangeDeleteAsync(exchange, ifUnused: false);
    }
}
