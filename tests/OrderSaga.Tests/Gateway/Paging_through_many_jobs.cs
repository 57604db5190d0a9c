using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Paging_through_many_jobs
{
    [TestCase(7)]
    [TestCase(50)]
    public async Task Shows_each_once_while_new_ones_come(int limit)
    {
        await using var service = new Service();
        await WalkAsync(service, limit);
    }

    [Test]
    public async Task Shows_each_once_on_PostgreSQL_too()
    {
        await using var store = await PostgresStore.CreateAsync();
        await using var service = new Service(store.Settings);
        await WalkAsync(service, 7);
    }

    [Test]
    public async Task Gives_ten_where_no_limit_is_said_and_takes_a_limit_beyond_the_most()
    {
        await using var service = new Service();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => service.OrderAsync(Service.Online)));

        Assert.That((await service.GetAsync("/jobs")).Jobs, Has.Count.EqualTo(10));
        Assert.That((await service.GetAsync("/jobs?limit=99999999999999")).Jobs, Has.Count.EqualTo(12));
    }

    static async Task WalkAsync(Service service, int limit)
    {
        // Sent side by side, so that many share a millisecond.
        var ordered = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => service.OrderAsync(Service.Online)));
        var seen = new List<string>();
        for (var page = $"/jobs?limit={limit}"; page is not null;)
        {
            var list = await service.GetAsync(page);
            Assert.That(list.Jobs, Has.Count.LessThanOrEqualTo(limit));
            seen.AddRange(list.Jobs);
            page = list.Link("next");
            await service.OrderAsync(Service.Online);
        }

        Assert.That(seen, Is.EquivalentTo(ordered));
    }
}
