using NUnit.Framework;
using OrderSaga.IntegrationTests.Scenarios.Stages;
using OrderSaga.Storage;

namespace OrderSaga.IntegrationTests.Scenarios;

/// <summary>SIGKILL in the middle of the work, on either database.</summary>
public sealed class A_worker_that_is_killed
{
    const int Orders = 500;

    // A window well below the load keeps orders in every phase when the kill comes.
    static readonly (string, string)[] Settings = [("Regards:MaxInFlight", "80"), ("Simulator:Jitter", "00:00:00.300")];

    ServersStage? _stage;

    [TearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [TestCase(StoreProvider.Postgres)]
    [TestCase(StoreProvider.Sqlite)]
    public async Task Loses_nothing_and_tells_nothing_untrue_when_it_comes_back_twice(StoreProvider provider)
    {
        var stage = _stage = await ServersStage.OpenAsync(Settings, provider: provider);
        // The archive keeps some, so that neither kill comes too late to mean anything.
        var held = Ordered.ManyHeld(20);
        var orders = Ordered.Many(Orders - 70);
        var denied = Ordered.Many(50, "SIM-DENIED");

        await stage.SubmitAsync([.. held, .. orders, .. denied]);
        foreach (var ended in new[] { 100, 250 })
        {
            await stage.Events.UntilEndedAsync(ended);
            await stage.Workers[^1].KillAsync();
            await stage.Table.EndLeasesAsync();
            await stage.StartWorkerAsync();
        }
        await stage.CompleteAsync(held);
        await stage.SettleAsync(afterBreak: true);

        var account = await Account.OfAsync(stage);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.Contradictions(stage.Submitted), Is.Empty);
            Assert.That(orders.Concat(held).Where(order => account.Orders[order.OrderId].Status != "successful"), Is.Empty);
            Assert.That(denied.Where(order => account.Orders[order.OrderId].Status != "failed"), Is.Empty);
            Assert.That(account.Orders.Values, Has.All.Property("Attempt").EqualTo(1));
            Assert.That(stage.Events.Rejections, Is.Empty);
        }
    }
}
