using NUnit.Framework;
using OrderSaga.Archive;
using OrderSaga.Contracts;

namespace OrderSaga.Tests.Orders;

public sealed class A_silent_REGARDS : Stories
{
    [Test]
    public async Task Is_asked_again_under_a_new_request_id_and_at_last_the_order_fails_with_timeout()
    {
        var story = NewOrder();
        await story.PlaceAsync();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await story.SendToRegardsAsync();
            await story.StaysSilentAsync();
        }
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.ReasonCode, order.Attempt), Is.EqualTo(("failed", "timeout", 3)));
        Assert.That(order.Message, Is.EqualTo("REGARDS did not answer in time in 3 attempts."));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, deadline, dispatched, deadline, dispatched, deadline"));
        Assert.That((await story.ToldAsync()).Select(t => (t.Status!, t.As<OrderStatusChanged>().Attempt)),
            Is.EqualTo(new[] { ("accepted", 1), ("accepted", 2), ("accepted", 3), ("failed", 3) }));
    }

    [Test]
    public async Task Leaves_in_the_history_which_request_had_no_answer()
    {
        var story = await SentOrderAsync();
        await story.StaysSilentAsync();
        var line = (await story.HistoryAsync())[^1];
        Assert.That((line.Attempt, line.RequestId), Is.EqualTo((1, RequestIds.For(story.Id, 1))));
        Assert.That(line.Message, Is.EqualTo("Attempt 2 with a new request id."));
    }

    [Test]
    public async Task After_the_grant_is_asked_again_too_and_the_order_stays_running()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        await story.StaysSilentAsync();
        await story.SendToRegardsAsync();
        await story.GrantedAsync(attempt: 2);
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Phase, order.Attempt), Is.EqualTo(("running", "granted", 2)));
        await story.StaysSilentAsync();
        await story.SendToRegardsAsync();
        await story.GrantedAsync(attempt: 3);
        await story.StaysSilentAsync();
        order = await story.OrderAsync();
        Assert.That((order.Status, order.ReasonCode, order.Message), Is.EqualTo(("failed", "timeout", "REGARDS did not finish the request in time in 3 attempts.")));
    }

    [Test]
    public async Task May_answer_an_older_attempt_with_SUCCESS_and_the_order_is_done()
    {
        var story = await SentOrderAsync();
        await story.StaysSilentAsync();
        await story.SuccessAsync(attempt: 1);
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.DispatchAt), Is.EqualTo(("successful", (DateTime?)null)), "the second request is not sent any more");
    }

    [Test]
    public async Task May_answer_an_older_attempt_with_anything_else_and_the_present_one_goes_on()
    {
        var story = await SentOrderAsync();
        await story.StaysSilentAsync();
        await story.SendToRegardsAsync();
        await story.GrantedAsync(attempt: 1);
        await story.ErrorAsync(attempt: 1);
        await story.DeniedAsync(attempt: 1);
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Phase, order.Attempt), Is.EqualTo(("accepted", "dispatched", 2)));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, deadline, dispatched, (granted), (error), (denied)"));
    }

    [Test]
    public async Task Whose_answers_come_after_the_timeout_changes_nothing()
    {
        var story = await SentOrderAsync();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await story.StaysSilentAsync();
            await story.SendToRegardsAsync();
        }
        await story.SuccessAsync(attempt: 2);
        Assert.That((await story.OrderAsync()).Status, Is.EqualTo("failed"));
        Assert.That((await story.HistoryAsync())[^1], Has.Property("Late").True.And.Property("Attempt").EqualTo(2));
    }

    [Test]
    public async Task Is_not_waited_for_before_the_date_of_a_delayed_order()
    {
        var story = NewOrder();
        await story.PlaceAsync(place => place with { NotBefore = OrderEvents.Later });
        await story.StaysSilentAsync();
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Phase, order.DispatchAt, order.Attempt), Is.EqualTo(("accepted", "queued", (DateTime?)OrderEvents.Later, 1)));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, deadline"));
    }
}
