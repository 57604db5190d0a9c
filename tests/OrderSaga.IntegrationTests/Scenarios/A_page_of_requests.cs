using NUnit.Framework;
using OrderSaga.IntegrationTests.Scenarios.Stages;

namespace OrderSaga.IntegrationTests.Scenarios;

/// <summary>Many places become free at once, and a page of orders goes out.</summary>
public sealed class A_page_of_requests
{
    const int Window = 25;

    ServersStage _stage = null!;

    [OneTimeSetUp]
    public async Task Open() => _stage = await ServersStage.OpenAsync([("Regards:MaxInFlight", "25"), ("Dispatch:OwnerShare", "100")]);

    [OneTimeTearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [Test]
    public async Task Goes_out_by_priority_and_equals_in_the_order_of_their_arrival()
    {
        await using var tap = await RequestTap.OpenAsync(_stage.Servers.Regards);
        var held = Ordered.ManyHeld(Window);
        await _stage.SubmitAsync(held);
        await Until.TrueAsync(() => tap.Orders.Count == Window, () => $"{tap.Orders.Count} requests");
        // Ids that do not grow with the time of arrival, so that they are no help.
        var waiting = Ordered.Many(Window).Select((order, i) => order with { OrderId = Guid.NewGuid(), Priority = i % 5 == 0 ? 80 : 20 }).ToList();
        foreach (var order in waiting)
        {
            await _stage.SubmitAsync(order);
            await _stage.Events.UntilAsync(order.OrderId, "accepted");
        }
        Assert.That(tap.Orders, Has.Count.EqualTo(Window), "no place is free");
        await _stage.CompleteAsync(held);
        await _stage.SettleAsync();

        var expected = waiting.OrderByDescending(order => order.Priority).Select(order => order.OrderId);
        Assert.That(tap.Orders.Skip(Window), Is.EqualTo(expected));
    }
}
