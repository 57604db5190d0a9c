using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Orders;

public sealed class Errors_that_are_retried : Stories
{
    private protected override Action<RegardsOptions> Settings => regards => regards.RetryErrors = true;

    [Test]
    public async Task An_ERROR_leads_to_a_new_attempt_and_its_double_costs_no_further_one()
    {
        var story = await SentOrderAsync();
        await story.GrantedAsync();
        await story.ErrorAsync(text: "storage is full");
        await story.ErrorAsync(text: "files were not stored");
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.Phase, order.Attempt), Is.EqualTo(("running", "queued", 2)));
        Assert.That(await story.CausesAsync(), Is.EqualTo("submitted, dispatched, granted, error, (error)"));
        Assert.That((await story.HistoryAsync())[^2].Message, Is.EqualTo("storage is full"));
    }

    [Test]
    public async Task Each_further_attempt_waits_twice_as_long()
    {
        var story = NewOrder();
        await story.PlaceAsync();
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await story.SendToRegardsAsync();
            await story.ErrorAsync(attempt);
            var order = await story.OrderAsync();
            Assert.That((order.Phase, order.DispatchAt - order.Updated), Is.EqualTo((OrderPhase.Queued, TimeSpan.FromSeconds(10 * attempt))));
        }
    }

    [TestCase("00:00:10", 1, "00:00:10")]
    [TestCase("00:00:10", 4, "00:01:20")]
    [TestCase("00:00:10", 10, "01:00:00")]
    [TestCase("00:00:10", 999, "01:00:00")]
    [TestCase("02:00:00", 3, "02:00:00")]
    [TestCase("00:00:00", 50, "00:00:00")]
    public void The_pause_grows_to_an_hour_or_stays_what_it_is(string pause, int attempt, string expected) => Assert.That(
        new RegardsOptions { RetryPause = TimeSpan.Parse(pause, null) }.PauseAfter(attempt), Is.EqualTo(TimeSpan.Parse(expected, null)));

    [Test]
    public async Task A_SUCCESS_of_the_failed_attempt_after_an_operators_retry_ends_the_order()
    {
        var story = await SentOrderAsync();
        await story.ErrorAsync();
        await story.SuccessAsync();
        Assert.That(await story.StatusesAsync(), Is.EqualTo(new[] { "accepted", "running", "running", "successful" }));
    }

    [Test]
    public async Task Errors_in_every_attempt_fail_the_order_with_the_last_one()
    {
        var story = NewOrder();
        await story.PlaceAsync();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await story.SendToRegardsAsync();
            await story.GrantedAsync(attempt);
            await story.ErrorAsync(attempt, $"error {attempt}");
        }
        var order = await story.OrderAsync();
        Assert.That((order.Status, order.ReasonCode, order.Message), Is.EqualTo(("failed", "archive-error", "error 3")));
    }
}
