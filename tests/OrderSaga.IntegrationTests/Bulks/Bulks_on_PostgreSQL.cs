using NUnit.Framework;
using OrderSaga.Storage;
using OrderSaga.Tests.Bulks.Scenarios;

namespace OrderSaga.IntegrationTests.Bulks;

public sealed class Preparing_a_bulk_on_PostgreSQL : Preparing_a_bulk
{
    BulkDatabase _database = null!;

    [OneTimeSetUp]
    public async Task MakeAsync() => _database = await BulkDatabase.MakeAsync();

    [SetUp]
    public Task EmptyAsync() => _database.EmptyAsync();

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    protected override StoreOptions Store => _database.Store;
}

public sealed class A_bulk_that_is_interrupted_on_PostgreSQL : A_bulk_that_is_interrupted
{
    BulkDatabase _database = null!;

    [OneTimeSetUp]
    public async Task MakeAsync() => _database = await BulkDatabase.MakeAsync();

    [SetUp]
    public Task EmptyAsync() => _database.EmptyAsync();

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    protected override StoreOptions Store => _database.Store;
}

public sealed class Reading_bulks_on_PostgreSQL : Reading_bulks
{
    BulkDatabase _database = null!;

    [OneTimeSetUp]
    public async Task MakeAsync() => _database = await BulkDatabase.MakeAsync();

    [SetUp]
    public Task EmptyAsync() => _database.EmptyAsync();

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
    }

    protected override StoreOptions Store => _database.Store;
}
