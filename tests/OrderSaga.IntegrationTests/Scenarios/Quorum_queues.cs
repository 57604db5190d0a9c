using NUnit.Framework;
using OrderSaga.IntegrationTests.Scenarios.Stages;

namespace OrderSaga.IntegrationTests.Scenarios;

/// <summary>Our own queues as quorum queues: another kind of queue, with acknowledgements and redeliveries of its own.</summary>
public sealed class Quorum_queues
{
    const int Orders = 200;

    ServersStage _stage = null!;

    [SetUp]
    public async Task Open() => _stage = await ServersStage.OpenAsync(
        [("Bus:QueueType", "Quorum"), ("Regards:MaxInFlight", "50"), ("Simulator:Jitter", "00:00:00.200")]);

    [TearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [Test]
    public async Task Carry_orders_over_broken_connections()
    {
        Assert.That(await _stage.Servers.QueueTypeAsync("ordersaga.submit-order"), Is.EqualTo("quorum"));
        await _stage.SubmitAsync(Ordered.Many(Orders));
        await _stage.Events.UntilEndedAsync(Orders / 4);
        await _stage.Servers.CloseConnectionsAsync();
        await _stage.SettleAsync(afterBreak: true);

        var account = await Account.OfAsync(_stage);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.Contradictions(_stage.Submitted), Is.Empty);
            Assert.That(account.Orders.Values, Has.All.Property("Status").EqualTo("successful"));
        }
    }
}
