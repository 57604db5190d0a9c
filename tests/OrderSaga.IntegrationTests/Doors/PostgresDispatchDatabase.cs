using OrderSaga.IntegrationTests;
using OrderSaga.Orders.Queue;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Dispatch.Scenarios;

/// <summary>The database of this project: one of its own on the PostgreSQL of the run.</summary>
static class Database
{
    public static DispatchDatabase New() => new PostgresDispatchDatabase();
}

sealed class PostgresDispatchDatabase : DispatchDatabase
{
    readonly string _name = $"doors-table-{Guid.NewGuid():N}";
    readonly List<PostgresDispatchTable> _tables = [];
    bool _isMade;

    public string ConnectionString => Store.ConnectionString;

    public override async Task MakeAsync()
    {
        Store.Provider = StoreProvider.Postgres;
        Store.ConnectionString = await TestServers.MakeDatabaseAsync(_name);
        _isMade = true;
        await base.MakeAsync();
    }

    public override DispatchTable Table(OwnerLimits limits)
    {
        var table = new PostgresDispatchTable(Store.ConnectionString, limits);
        _tables.Add(table);
        return table;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var table in _tables)
            await table.DisposeAsync();
        if (_isMade)
            await TestServers.DropDatabaseAsync(_name);
    }
}
