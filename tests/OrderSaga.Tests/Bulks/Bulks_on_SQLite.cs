using Microsoft.Data.Sqlite;
using NUnit.Framework;
using OrderSaga.Storage;
using OrderSaga.Tests.Bulks.Scenarios;

namespace OrderSaga.Tests.Bulks;

public sealed class Preparing_a_bulk_on_SQLite : Preparing_a_bulk
{
    DirectoryInfo _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("ordersaga-bulks-");

    [TearDown]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    protected override StoreOptions Store => new() { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "orders.db")}" };
}

public sealed class A_bulk_that_is_interrupted_on_SQLite : A_bulk_that_is_interrupted
{
    DirectoryInfo _folder = null!;

    [SetUp]
    public void Make() => _folder = Directory.CreateTempSubdirectory("ordersaga-bulks-");

    [TearDown]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    protected override StoreOptions Store => new() { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "orders.db")}" };
}

public sealed class Reading_bulks_on_SQLite : Reading_bulks
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ordersaga-bulks-");

    [OneTimeTearDown]
    public void Remove()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    protected override StoreOptions Store => new() { ConnectionString = $"Data Source={Path.Combine(_folder.FullName, TestContext.CurrentContext.Test.Name)}.db" };
}
