using NUnit.Framework;
using OrderSaga.Contracts;

namespace OrderSaga.Tests.Orders;

public sealed class The_same_order_again : Stories
{
    [Test]
    public async Task Is_the_same_order_and_told_with_its_present_status()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        await story.PlaceAsync();
        var told = (await story.ToldAsync())[^1].As<OrderStatusChanged>();
        Assert.That((told.Status, told.Phase, told.Sequence), Is.EqualTo(("running", "granted", 2)));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, granted"));
    }

    [Test]
    public async Task After_its_end_it_does_not_start_again()
    {
        var story = await SentOrderAsync();
        await story.SuccessAsync();
        await story.PlaceAsync();
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.DispatchAt, order.Attempt), Is.EqualTo(("successful", (DateTime?)null, 1)));
    }

    [Test]
    public async Task With_other_content_it_is_rejected_and_the_first_stays()
    {
        var story = await SentOrderAsync();
        await story.PlaceAsync(place => place with { ProductIdentifier = "S2A_TWO.SAFE", ContentDigest = "two" });
        var fault = (await story.ToldAsync())[^1].As<OrderRejected>().Errors.Single();
        Assert.That((fault.Field, fault.Value), Is.EqualTo(("orderId", story.Id.ToString())));
        Assert.That(fault.Rule, Does.Contain("other content"));
        Assert.That((await story.OrderAsync()).ProductIdentifier, Is.EqualTo("S2A_ONE.SAFE"));
    }

    [Test]
    public async Task Many_times_at_once_makes_one_order()
    {
        var story = NewOrder();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Live.SendAsync(OrderEvents.Placing(story.Id))));
        var told = await story.ToldAsync();
        Assert.That(told, Has.Count.EqualTo(50));
        Assert.That(told.Select(t => t.Sequence), Is.All.EqualTo(1));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted"));
    }
}
