using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Contracts;
using OrderSaga.Tests.Jobs;

namespace OrderSaga.Tests.Bulks;

public sealed class The_same_bulk_again
{
    LiveJobs<Bulk> _live = null!;

    [OneTimeSetUp]
    public async Task Start() => _live = await new BulkEventTable().StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _live.DisposeAsync();

    [Test]
    public async Task With_other_content_is_rejected_by_field_and_value_and_the_first_stays()
    {
        var id = Guid.NewGuid();
        await _live.SendAsync(BulkEvents.Placing(id));
        await _live.SendAsync(BulkEvents.Placing(id) with { ContentDigest = "two", Selection = """{"products":["P-2"]}""" });
        var fault = (await _live.ToldAsync())[id].Last().As<BulkRejected>().Errors.Single();
        Assert.That((fault.Field, fault.Value), Is.EqualTo(("bulkId", id.ToString())));
        Assert.That(fault.Rule, Does.Contain("other content"));
        Assert.That((await _live.AllAsync())[id].Selection, Does.Contain("P-1"));
    }

    [Test]
    public async Task Many_times_at_once_makes_one_bulk()
    {
        var id = Guid.NewGuid();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _live.SendAsync(BulkEvents.Placing(id))));
        var told = (await _live.ToldAsync())[id].ToList();
        Assert.That(told, Has.Count.EqualTo(50));
        Assert.That(told.Select(t => t.Sequence), Is.All.EqualTo(1));
        Assert.That((await _live.HistoryAsync())[id].Select(line => line.Cause), Is.EqualTo(new[] { "submitted" }));
    }
}
