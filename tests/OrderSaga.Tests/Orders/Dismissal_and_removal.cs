using NUnit.Framework;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Orders;

public sealed class Dismissal_and_removal : Stories
{
    [Test]
    public async Task Before_sending_nothing_is_ever_sent()
    {
        var story = NewOrder();
        await story.PlaceAsync();
        await story.DismissAsync("wrong product");
        await story.SendToRegardsAsync();
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Phase, order.Message, order.SentAt), Is.EqualTo(("dismissed", "cancelled", "wrong product", (DateTime?)null)));
    }

    [Test]
    public async Task After_sending_REGARDS_may_finish_but_the_order_stays_dismissed()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        await story.DismissAsync();
        await story.SuccessAsync();
        Assert.That(await story.StatusesAsync(), Is.EqualTo(new[] { "accepted", "running", "dismissed" }));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, granted, dismissed, (success)"));
        Assert.That((await story.OrderAsync()).Message, Is.EqualTo("Dismissed on request."));
    }

    [Test]
    public async Task While_the_request_is_on_the_way_the_stamp_is_left_out()
    {
        var story = NewOrder();
        await story.PlaceAsync();
        await story.ClaimAsync();
        await story.DismissAsync();
        await story.StampAsync();
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Deadline, order.InFlight), Is.EqualTo(("dismissed", (DateTime?)null, false)));
    }

    [Test]
    public async Task Of_an_unfinished_job_its_removal_is_a_dismissal()
    {
        var story = await SentOrderAsync();
        await story.RemoveAsync();
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.RemovedAt), Is.EqualTo(("dismissed", (DateTime?)null)));
    }

    [Test]
    public async Task A_finished_job_is_removed_once_and_the_order_keeps_its_outcome()
    {
        var story = await SentOrderAsync();
        await story.SuccessAsync();
        await story.RemoveAsync();
        var removed = (await story.OrderAsync()).RemovedAt;
        await story.RemoveAsync();
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.RemovedAt), Is.EqualTo(("successful", removed)));
        Assert.That(removed, Is.Not.Null);
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, success, success, removed"));
    }

    [Test]
    public async Task A_finished_order_is_not_dismissed_any_more()
    {
        var story = await SentOrderAsync();
        await story.SuccessAsync();
        await story.DismissAsync("too late");
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.RemovedAt), Is.EqualTo(("successful", (DateTime?)null)));
        Assert.That((await story.HistoryAsync())[^1], Has.Property("Late").True.And.Property("Message").EqualTo("too late"));
    }

    [Test]
    public void Of_an_unknown_order_the_caller_hears_so()
    {
        var story = NewOrder();
        var fault = Assert.ThrowsAsync<UnknownOrderException>(() => story.DismissAsync());
        Assert.That(fault!.OrderId, Is.EqualTo(story.Id));
    }
}
