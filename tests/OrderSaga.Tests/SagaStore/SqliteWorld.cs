using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OrderSaga.SagaStore.Outbox;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Tests.SagaStore;

/// <summary>The world of this project: a SQLite file and the in-memory bus.</summary>
public static class World
{
    public static StoreWorld New() => new SqliteWorld();
}

sealed class SqliteWorld : StoreWorld
{
    readonly string _folder = Path.Combine(Path.GetTempPath(), $"saga-store-{Guid.NewGuid():N}");
    volatile bool _isBrokerAway;

    public string ConnectionString => $"Data Source={Path.Combine(_folder, "store.db")}";

    public override bool HasLastingQueues => false;

    public override Task CreateDatabaseAsync()
    {
        Directory.CreateDirectory(_folder);
        return Task.CompletedTask;
    }

    public override void UseDatabase(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString);

    public override Database OpenDatabase() => Database.Sqlite(ConnectionString);

    public override void UseBus(IBusRegistrationConfigurator bus, EventFormat format) => bus.UsingInMemory((_, memory) =>
    {
        // The in-memory transport cannot be away; a publish that fails before it is the nearest thing.
        memory.ConfigurePublish(publish => publish.UseExecute(_ =>
        {
            if (_isBrokerAway)
                throw new IOException("The broker is away.");
        }));
        memory.ReceiveEndpoint(Name, endpoint => Listen(endpoint, format));
    });

    public override Task TakeBrokerAwayAsync()
    {
        _isBrokerAway = true;
        return Task.CompletedTask;
    }

    public override Task BringBrokerBackAsync()
    {
        _isBrokerAway = false;
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
