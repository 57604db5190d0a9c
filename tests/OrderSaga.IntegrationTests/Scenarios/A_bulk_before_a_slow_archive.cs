using NUnit.Framework;
using OrderSaga.Contracts;
using OrderSaga.IntegrationTests.Scenarios.Stages;

namespace OrderSaga.IntegrationTests.Scenarios;

/// <summary>One owner's bulk has filled its share of the window, and most of it still waits.</summary>
[TestFixture(World.Embedded)]
[TestFixture(World.Servers)]
[NonParallelizable] // It states how soon a request is sent.
public sealed class A_bulk_before_a_slow_archive(World world)
{
    const int Bulk = 1500;
    const int Window = 50;
    const int Share = Window * 80 / 100;

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    Stage _stage = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _stage = await Stage.OpenAsync(
            world, ("Regards:MaxInFlight", $"{Window}"), ("Regards:PageSize", "20"), ("Simulator:ProcessingDelay", "00:00:04"), ("Simulator:Jitter", "00:00:04"));
        await _stage.SubmitAsync([.. Ordered.Many(Bulk).Select(order => order with { Owner = "bulk" })]);
        await Until.TrueAsync(
            async () => await _stage.Table.CountAsync() == Bulk && await _stage.Table.InFlightAsync() >= Share - 5,
            async () => $"{await _stage.Table.CountAsync()} orders, {await _stage.Table.InFlightAsync()} in flight");
    }

    [OneTimeTearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [Test]
    public async Task Leaves_places_for_others() => Assert.That(
        (await _stage.Table.AllAsync()).Count(order => order is { Owner: "bulk", InFlight: true, Priority: < 100 }), Is.LessThanOrEqualTo(Share));

    [Test]
    public async Task A_single_order_of_another_owner_is_sent_within_two_seconds()
    {
        for (var n = 0; n < 5; n++)
        {
            var single = Ordered.Plain() with { Owner = $"single-{n}", Priority = 1 };
            Assert.That(await UntilSentAsync(single), Is.LessThan(Soon));
        }
    }

    [Test]
    public async Task An_order_of_the_highest_priority_goes_before_all_that_waits()
    {
        var urgent = Ordered.Plain() with { Owner = "bulk", Priority = 100 };
        await UntilSentAsync(urgent);
        var order = (await _stage.Table.FindAsync(urgent.OrderId))!;
        var before = _stage.Archive.All().TakeWhile(request => request.OrderId != urgent.OrderId).Count(request => request.At >= order.Created);
        // What was on its way when it came; its share is full, so that is little.
        Assert.That(before, Is.LessThanOrEqualTo(20));
    }

    /// <summary>From being accepted to being at the archive.</summary>
    async Task<TimeSpan> UntilSentAsync(SubmitOrder order)
    {
        await _stage.SubmitAsync(order);
        await _stage.Archive.UntilAsync(order.OrderId);
        var accepted = (await _stage.Table.FindAsync(order.OrderId))!.Created;
        return _stage.Archive.Of(order.OrderId)[0].At - accepted;
    }
}
