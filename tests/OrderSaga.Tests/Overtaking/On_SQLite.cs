using Microsoft.Data.Sqlite;
using NUnit.Framework;
using OrderSaga.Storage;
using OrderSaga.Tests.Overtaking.Scenarios;

namespace OrderSaga.Tests.Overtaking;

public sealed class Commands_in_any_order_of_reading_on_SQLite : Commands_in_any_order_of_reading
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-overtaking-");
    int _walks;

    [OneTimeTearDown]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    protected override Task<StoreOptions> NewStoreAsync() =>
        Task.FromResult(new StoreOptions { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, $"{++_walks}.db")}" });
}

public sealed class Commands_that_meet_on_SQLite : Commands_that_meet
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-overtaking-");
    int _tests;

    [OneTimeTearDown]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    protected override Task<StoreOptions> NewStoreAsync() =>
        Task.FromResult(new StoreOptions { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, $"{++_tests}.db")}" });
}
