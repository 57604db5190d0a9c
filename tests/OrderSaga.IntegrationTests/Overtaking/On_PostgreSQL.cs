using NUnit.Framework;
using OrderSaga.IntegrationTests.Bulks;
using OrderSaga.Storage;
using OrderSaga.Tests.Overtaking.Scenarios;

namespace OrderSaga.IntegrationTests.Overtaking;

public sealed class Commands_in_any_order_of_reading_on_PostgreSQL : Commands_in_any_order_of_reading
{
    BulkDatabase _database = null!;

    [OneTimeSetUp]
    public async Task MakeAsync() => _database = await BulkDatabase.MakeAsync();

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    protected override async Task<StoreOptions> NewStoreAsync()
    {
        await _database.EmptyAsync();
        return _database.Store;
    }
}

public sealed class Commands_that_meet_on_PostgreSQL : Commands_that_meet
{
    BulkDatabase _database = null!;

    [OneTimeSetUp]
    public async Task MakeAsync() => _database = await BulkDatabase.MakeAsync();

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    protected override async Task<StoreOptions> NewStoreAsync()
    {
        await _database.EmptyAsync();
        return _database.Store;
    }
}
