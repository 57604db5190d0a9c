using OrderSaga.IntegrationTests;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Dispatch.Scenarios;

/// <summary>The database of this project: one of its own on the PostgreSQL of the run.</summary>
static class Databases
{
    public static DispatchDatabase New() => new PostgresDispatchDatabase();
}

sealed class PostgresDispatchDatabase : DispatchDatabase
{
    readonly string _name = $"doors-table-{Guid.NewGuid():N}";
    bool _isMade;

    public string ConnectionString => Store.ConnectionString;

    public override async Task MakeAsync()
    {
        Store.Provider = StoreProvider.Postgres;
        Store.ConnectionString = await TestServers.MakeDatabaseAsync(_name);
        _isMade = true;
        await base.MakeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_isMade)
            await TestServers.DropDatabaseAsync(_name);
    }
}
