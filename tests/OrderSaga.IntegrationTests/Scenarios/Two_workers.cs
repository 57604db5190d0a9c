using NUnit.Framework;
using OrderSaga.IntegrationTests.Scenarios.Stages;

namespace OrderSaga.IntegrationTests.Scenarios;

/// <summary>Two workers on one database and one broker, without a leader.</summary>
public sealed class Two_workers
{
    const int Orders = 500;
    const int Window = 60;

    ServersStage _stage = null!;

    [SetUp]
    public async Task Open() => _stage = await ServersStage.OpenAsync(
        [("Regards:MaxInFlight", "60"), ("Dispatch:OwnerShare", "100"), ("Regards:PageSize", "25"), ("Simulator:Jitter", "00:00:00.200")], workers: 2);

    [TearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [Test]
    public async Task Send_each_order_once_and_never_pass_the_window_together()
    {
        var most = 0;
        var held = Ordered.ManyHeld(Window);
        await _stage.SubmitAsync(held);
        await Until.TrueAsync(async () => await _stage.Table.InFlightAsync() == Window, () => "the window is not full");
        await _stage.SubmitAsync(Ordered.Many(Orders - Window));
        await Until.TrueAsync(async () => await _stage.Table.CountAsync() == Orders, () => "the others are not stored");
        Assert.That(_stage.Archive.All(), Has.Count.EqualTo(Window), "no place is free");
        await _stage.CompleteAsync(held);
        await Until.TrueAsync(
            async () =>
            {
                most = Math.Max(most, await _stage.Table.InFlightAsync());
                return _stage.Events.Ended == Orders;
            },
            () => Task.FromResult($"{_stage.Events.Ended} orders ended"));
        await _stage.SettleAsync();

        var account = await Account.OfAsync(_stage);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.Contradictions(_stage.Submitted), Is.Empty);
            Assert.That(account.Orders.Values, Has.All.Property("Status").EqualTo("successful"));
            Assert.That(account.Requests.Select(requests => requests.Count()), Has.All.EqualTo(1));
            Assert.That(most, Is.LessThanOrEqualTo(Window), "requests in flight");
        }
    }

    [Test]
    public async Task Become_one_that_finishes_everything_when_the_other_is_killed()
    {
        // The archive keeps some, so that the kill does not come too late to mean anything.
        var held = Ordered.ManyHeld(20);
        await _stage.SubmitAsync([.. held, .. Ordered.Many(Orders - 20)]);
        await _stage.Events.UntilEndedAsync(120);
        await _stage.Workers[0].KillAsync();
        await _stage.CompleteAsync(held);
        await _stage.SettleAsync(afterBreak: true);

        var account = await Account.OfAsync(_stage);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.Contradictions(_stage.Submitted), Is.Empty);
            Assert.That(account.Orders.Values, Has.All.Property("Status").EqualTo("successful"));
            Assert.That(account.Orders.Values, Has.All.Property("Attempt").EqualTo(1));
        }
    }
}
