using MassTransit;
using Microsoft.EntityFrameworkCore;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Tests.SagaStore;

/// <summary>A database of PostgreSQL with the in-memory bus, so that the store alone is looked at.</summary>
sealed class MemoryBusWorld(string connectionString, bool listens = true) : StoreWorld
{
    public override bool HasLastingQueues => false;

    public override Task CreateDatabaseAsync() => Task.CompletedTask;

    public override void UseDatabase(DbContextOptionsBuilder options) => options.UseNpgsql(connectionString);

    public override Database OpenDatabase() => Database.Postgres(connectionString);

    public override void UseBus(IBusRegistrationConfigurator bus, EventFormat format) => bus.UsingInMemory((_, memory) =>
    {
        if (listens)
            memory.ReceiveEndpoint(Name, endpoint => Listen(endpoint, format));
    });

    public override Task TakeBrokerAwayAsync() => Task.CompletedTask;

    public override Task BringBrokerBackAsync() => Task.CompletedTask;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
