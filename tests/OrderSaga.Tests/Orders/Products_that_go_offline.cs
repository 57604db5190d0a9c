using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.SagaStore;

namespace OrderSaga.Tests.Orders;

public sealed class Products_that_go_offline : Stories
{
    static readonly DateTime Until = OrderEvents.Begin.AddDays(30);

    [Test]
    public async Task An_order_whose_product_went_offline_is_successful_and_evicted_and_nobody_is_told()
    {
        var story = await SentOrderAsync();
        await story.SuccessAsync();
        var online = await story.OrderAsync();
        Assert.That((online.Phase, online.Deadline), Is.EqualTo((OrderPhase.Completed, online.EvictionDate)));
        await story.StaysSilentAsync();
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Phase, order.Deadline, order.EvictionDate), Is.EqualTo(("successful", "evicted", (DateTime?)null, online.EvictionDate)));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, success, success, evicted"));
        Assert.That(await story.StatusesAsync(), Is.EqualTo(new[] { "accepted", "running", "successful" }));
        Assert.That((await story.HistoryAsync())[^1], Has.Property("Phase").EqualTo("evicted").And.Property("At").EqualTo(online.EvictionDate));
    }

    [Test]
    public async Task A_product_that_was_online_already_goes_offline_when_the_catalogue_says()
    {
        var story = NewOrder();
        await story.PlaceAsync(place => place with { Product = place.Product! with { Online = true, EvictionDate = Until } });
        Assert.That((await story.OrderAsync()).Deadline, Is.EqualTo(Until));
        await story.StaysSilentAsync();
        Assert.That((await story.OrderAsync()).Phase, Is.EqualTo("evicted"));
    }

    [Test]
    public async Task A_product_without_an_eviction_date_stays()
    {
        var story = NewOrder();
        await story.PlaceAsync(place => place with { Product = place.Product! with { Online = true } });
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.EvictionDate, order.Deadline), Is.EqualTo(("successful", (DateTime?)null, (DateTime?)null)));
    }

    [Test]
    public async Task The_date_passes_once()
    {
        var story = await SentOrderAsync();
        await story.SuccessAsync();
        var date = (await story.OrderAsync()).EvictionDate!.Value;
        await story.StaysSilentAsync();
        await Live.SendAsync(new DeadlinePassed<Order>(story.Id, date, date));
        Assert.That((await story.HistoryAsync()).Count(line => line.Cause == "evicted"), Is.EqualTo(1));
    }
}
