using NUnit.Framework;

namespace OrderSaga.Tests.Orders;

public sealed class Answers_in_any_order : Stories
{
    [Test]
    public async Task GRANTED_then_SUCCESS_runs_the_order_to_its_end()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        await story.SuccessAsync();
        var order = await story.OrderAsync();
        Assert.That(await story.StatusesAsync(), Is.EqualTo(new[] { "accepted", "running", "successful" }));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, granted, success"));
        Assert.That(order.EvictionDate, Is.EqualTo(order.Finished!.Value.AddDays(7)));
        Assert.That(order.Started, Is.LessThan(order.Finished));
    }

    [Test]
    public async Task SUCCESS_before_GRANTED_is_told_as_running_and_successful_and_the_grant_comes_late()
    {
        var story = await SentOrderAsync();
        await story.SuccessAsync();
        await story.GrantedAsync();
        Assert.That(await story.StatusesAsync(), Is.EqualTo(new[] { "accepted", "running", "successful" }));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, success, success, (granted)"));
    }

    [Test]
    public async Task GRANTED_twice_is_granted_once_and_does_not_move_the_deadline()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        var deadline = (await story.OrderAsync()).Deadline;
        await story.GrantedAsync();
        Assert.That((await story.OrderAsync()).Deadline, Is.EqualTo(deadline));
        Assert.That(await story.StatusesAsync(), Is.EqualTo(new[] { "accepted", "running" }));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, granted"));
    }

    [Test]
    public async Task GRANTED_before_the_dispatcher_could_stamp_counts_and_the_stamp_is_left_out()
    {
        var story = NewOrder();
        await story.PlaceAsync();
        await story.ClaimAsync();
        await story.GrantedAsync();
        await story.StampAsync();
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Phase, order.DispatchAt, order.ClaimedUntil), Is.EqualTo(("running", "granted", (DateTime?)null, (DateTime?)null)));
        Assert.That(order.SentAt, Is.Not.Null);
    }

    [Test]
    public async Task DENIED_after_GRANTED_tells_of_a_repetition_and_changes_nothing()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        await story.DeniedAsync();
        await story.DeniedAsInUseAsync();
        await story.SuccessAsync();
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, granted, (denied), (denied), success"));
        Assert.That((await story.OrderAsync()).Status, Is.EqualTo("successful"));
    }

    [Test]
    public async Task DENIED_ends_the_order_with_what_REGARDS_said()
    {
        var story = await SentOrderAsync();
        await story.DeniedAsync(text: "[error.unknown.model.message] no model X");
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.ReasonCode, order.Message), Is.EqualTo(("failed", "denied", "[error.unknown.model.message] no model X")));
    }

    [Test]
    public async Task DENIED_as_in_use_leads_to_a_new_request_id_as_that_id_is_somebody_elses()
    {
        var story = await SentOrderAsync();
        await story.DeniedAsInUseAsync();
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Phase, order.Attempt), Is.EqualTo(("accepted", "queued", 2)));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, denied"));
    }

    [Test]
    public async Task DENIED_as_in_use_after_a_request_sent_twice_is_no_failure()
    {
        var story = NewOrder();
        await story.PlaceAsync();
        await story.ClaimAsync();
        // The dispatcher dies here; its claim ends and another one takes the order.
        await story.ClaimAsync();
        await story.StampAsync();
        await story.DeniedAsInUseAsync();
        await story.GrantedAsync();
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, (denied), granted"));
        Assert.That((await story.OrderAsync()).Attempt, Is.EqualTo(1));
    }

    [Test]
    public async Task ERROR_then_SUCCESS_stays_failed_and_keeps_the_success_in_the_history()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        await story.ErrorAsync();
        await story.SuccessAsync();
        Assert.That(await story.StatusesAsync(), Is.EqualTo(new[] { "accepted", "running", "failed" }));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, granted, error, (success)"));
    }

    [Test]
    public async Task Two_ERRORs_with_different_texts_fail_it_once_with_the_first()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        await story.ErrorAsync(text: "storage is full");
        await story.ErrorAsync(text: "files were not stored");
        Assert.That((await story.OrderAsync()).Message, Is.EqualTo("storage is full"));
        Assert.That((await story.HistoryAsync())[^1].Message, Is.EqualTo("files were not stored"));
        Assert.That(await story.StatusesAsync(), Is.EqualTo(new[] { "accepted", "running", "failed" }));
    }

    [Test]
    public async Task NOTIFICATION_before_and_after_SUCCESS_is_side_information()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        await story.NotificationAsync();
        await story.SuccessAsync();
        await story.NotificationAsync(success: false);
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, granted, (notification), success, (notification)"));
        Assert.That((await story.OrderAsync()).Message, Is.Null);
    }

    [Test]
    public async Task Answers_of_all_kinds_after_the_end_go_to_the_history_alone()
    {
        var story = await SentOrderAsync();
        await story.DeniedAsync(text: "no");
        var ended = await story.OrderAsync();
        await story.GrantedAsync();
        await story.SuccessAsync();
        await story.ErrorAsync();
        await story.DeniedAsync();
        await story.NotificationAsync();
        var order = await story.OrderAsync();
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, denied, (granted), (success), (error), (denied), (notification)"));
        Assert.That((order.Status, order.Message, order.Finished, order.Updated), Is.EqualTo((ended.Status, "no", ended.Finished, ended.Updated)));
        Assert.That((await story.HistoryAsync())[3].Message, Is.Null, "a late grant has no words of its own");
    }

    [Test]
    public async Task A_request_that_would_harm_REGARDS_fails_the_order_with_its_faults()
    {
        var story = NewOrder();
        await story.PlaceAsync();
        await story.ClaimAsync();
        await story.RefuseAsync("feature.id: “…” must have at most 100 characters");
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.ReasonCode, order.InFlight), Is.EqualTo(("failed", "invalid-request", false)));
        Assert.That(order.Message, Does.Contain("at most 100 characters"));
    }
}
