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
        [("Regards:MaxInFlight", "60"), ("Regards:PageSize", "25"), ("Simulator:Jitter", "00:00:00.200")], workers: 2);

    [TearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [Test]
    public async Task Send_each_order_once_and_never_pass_the_window_together()
    {
        var most = 0;
        await _stage.SubmitAsync(Ordered.Many(Orders));
        await Eventually.HoldsAsync(
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
            Assert.That(most, Is.InRange(Window / 2, Window), "requests in flight");
        }
    }

    [Test]
    public async Task Become_one_that_finishes_everything_when_the_other_is_killed()
    {
        await _stage.SubmitAsync(Ordered.Many(Orders));
        await _stage.Events.UntilEndedAsync(120);
        await _stage.Workers[0].KillAsync();
        Assert.That(_stage.Events.Ended, Is.LessThan(Orders), "the kill came too late to mean anything");
        await _stage.SettleAsync();

        var account = await Account.OfAsync(_stage);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.Contradictions(_stage.Submitted), Is.Empty);
            Assert.That(account.Orders.Values, Has.All.Property("Status").EqualTo("successful"));
            Assert.That(account.Orders.Values, Has.All.Property("Attempt").EqualTo(1));
        }
    }
}
