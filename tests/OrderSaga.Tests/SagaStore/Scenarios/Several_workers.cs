using NUnit.Framework;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class Several_workers : StoreFixture
{
    [Test]
    public async Task Racing_on_the_same_instances_loses_nothing_and_stands_still_nowhere()
    {
        var hosts = new[] { await StartAsync(), await StartAsync(), await StartAsync() };
        var ids = Enumerable.Range(0, 60).Select(_ => Guid.NewGuid()).ToArray();
        var random = new Random(7);

        // Each host sees the instances in an order of its own, new ones among those the others are inserting.
        await Task.WhenAll(hosts.SelectMany(host =>
            Enumerable.Range(0, 10).SelectMany(_ =>
            {
                random.Shuffle(ids);
                return ids.Select(id => host.SendAsync(new Add(id, 1))).ToList();
            })));

        await using var context = World.Open();
        Assert.Multiple(() =>
        {
            Assert.That(context.Counters.Select(counter => counter.Count), Is.All.EqualTo(30).And.Exactly(60).Items);
            Assert.That(context.Entries.Count(), Is.EqualTo(1800));
        });
        await Until.TrueAsync(() => World.Heard.Select(heard => heard.MessageId).Distinct().Count() == 1800, "all are heard");
    }

    [Test]
    public async Task A_lost_insert_becomes_an_update()
    {
        var hosts = new[] { await StartAsync(), await StartAsync() };
        for (var round = 0; round < 20; round++)
        {
            var id = Guid.NewGuid();
            await Task.WhenAll(hosts.Select(host => host.SendAsync(new Add(id, 1))));
            Assert.That((await World.FindAsync(id))!.Count, Is.EqualTo(2));
        }
    }
}
