using NUnit.Framework;
using OrderSaga.Archive;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Orders;

public sealed class Patches_with_files_that_are_done_by_the_notice : Stories
{
    [TestCase(true, null)]
    [TestCase(false, "The product is patched; REGARDS could not notify its recipients.")]
    public async Task The_notice_ends_the_order_and_a_failed_one_leaves_a_warning(bool success, string? message)
    {
        var story = await SentOrderAsync(files: true);
        await story.GrantedAsync();
        await story.NotificationAsync(success);
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Message), Is.EqualTo(("successful", message)));
    }

    [Test]
    public async Task A_notice_before_the_grant_ends_it_too()
    {
        var story = await SentOrderAsync(files: true);
        await story.NotificationAsync();
        Assert.That(await story.StatusesAsync(), Is.EqualTo(new[] { "accepted", "running", "successful" }));
    }

    [Test]
    public async Task Without_a_notice_the_order_fails_with_timeout_after_all_attempts()
    {
        var story = NewOrder();
        await story.PlaceAsync(place => place with { HasFiles = true });
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await story.SendToRegardsAsync();
            await story.GrantedAsync(attempt);
            await story.StaysSilentAsync();
        }
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.ReasonCode), Is.EqualTo(("failed", "timeout")));
    }
}

public sealed class Patches_with_files_that_are_done_by_quiet : Stories
{
    private protected override Action<RegardsOptions> Settings => regards => regards.FilePatchCompletion = FilePatchCompletion.Quiet;

    [Test]
    public async Task Ten_quiet_minutes_after_the_grant_end_the_order()
    {
        var story = await SentOrderAsync(files: true);
        await story.GrantedAsync();
        var granted = await story.OrderAsync();
        Assert.That(granted.Deadline, Is.EqualTo(granted.Updated.AddMinutes(10)));
        await story.StaysSilentAsync();
        Assert.That((await story.OrderAsync()).Status, Is.EqualTo("successful"));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, granted, deadline"));
    }

    [Test]
    public async Task An_ERROR_within_them_fails_it()
    {
        var story = await SentOrderAsync(files: true);
        await story.GrantedAsync();
        await story.ErrorAsync();
        Assert.That((await story.OrderAsync()).ReasonCode, Is.EqualTo("archive-error"));
    }

    [Test]
    public async Task Silence_before_the_grant_is_no_quiet_but_a_missing_answer()
    {
        var story = await SentOrderAsync(files: true);
        await story.StaysSilentAsync();
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Phase, order.Attempt), Is.EqualTo(("accepted", "queued", 2)));
    }

    [Test]
    public async Task A_plain_patch_still_waits_for_its_SUCCESS()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        var order = await story.OrderAsync();
        Assert.That(order.Deadline, Is.EqualTo(order.Updated.AddHours(24)));
        await story.StaysSilentAsync();
        Assert.That((await story.OrderAsync()).Status, Is.EqualTo("running"));
    }
}
