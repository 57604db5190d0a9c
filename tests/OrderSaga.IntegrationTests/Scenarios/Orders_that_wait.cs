using NUnit.Framework;
using OrderSaga.Contracts;
using OrderSaga.IntegrationTests.Scenarios.Stages;

namespace OrderSaga.IntegrationTests.Scenarios;

/// <summary>One place towards a slow archive: everybody but the first waits.</summary>
[TestFixture(World.Embedded)]
[TestFixture(World.Servers)]
public sealed class Orders_that_wait(World world)
{
    Stage _stage = null!;

    [OneTimeSetUp]
    public async Task Open() => _stage = await Stage.OpenAsync(world, ("Regards:MaxInFlight", "1"));

    [OneTimeTearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [Test]
    public async Task Go_by_priority_then_in_the_order_of_their_arrival()
    {
        var first = await TakeThePlaceAsync();
        var waiting = Ordered.Many(5).Select(order => order with { Priority = 1 }).ToList();
        var late = Ordered.Many(2).Select(order => order with { Priority = 100 }).ToList();
        foreach (var order in waiting.Concat(late))
        {
            await _stage.SubmitAsync(order);
            await _stage.Events.UntilAsync(order.OrderId, "accepted");
        }
        await _stage.CompleteAsync(first);
        await _stage.SettleAsync();

        Guid[] expected = [first.OrderId, .. late.Select(order => order.OrderId), .. waiting.Select(order => order.OrderId)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_stage.Archive.All().Select(request => request.OrderId).Where(expected.Contains), Is.EqualTo(expected));
            Assert.That((await Account.OfAsync(_stage)).Contradictions(_stage.Submitted), Is.Empty);
        }
    }

    [Test]
    public async Task Are_never_sent_when_dismissed_before_their_turn()
    {
        var first = await TakeThePlaceAsync();
        var dismissed = Ordered.Plain();
        var next = Ordered.Plain();
        await _stage.SubmitAsync(dismissed, next);
        await _stage.Events.UntilAsync(dismissed.OrderId, "accepted");

        await _stage.DismissAsync(dismissed.OrderId, "not needed");
        await _stage.Events.UntilAsync(dismissed.OrderId, "dismissed");
        await _stage.CompleteAsync(first);
        // The one behind it has been sent and served: its own turn would have been before.
        await _stage.SettleAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_stage.Archive.Of(dismissed.OrderId), Is.Empty);
            Assert.That(_stage.Archive.Of(next.OrderId), Has.Count.EqualTo(1));
            Assert.That(_stage.Events.Told(dismissed.OrderId), Is.EqualTo("1 accepted, 2 dismissed"));
            Assert.That((await Account.OfAsync(_stage)).Contradictions(_stage.Submitted), Is.Empty);
        }
    }

    /// <summary>An order that the archive keeps.</summary>
    async Task<SubmitOrder> TakeThePlaceAsync()
    {
        var first = Ordered.Held();
        await _stage.SubmitAsync(first);
        await _stage.Archive.UntilAsync(first.OrderId);
        return first;
    }
}
