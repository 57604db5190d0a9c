using NUnit.Framework;
using OrderSaga.IntegrationTests.Scenarios.Stages;

namespace OrderSaga.IntegrationTests.Scenarios;

/// <summary>The whole broker stops and starts in the middle of the work.</summary>
[NonParallelizable] // All fixtures share the broker.
public sealed class A_broker_that_restarts
{
    const int Orders = 200;

    ServersStage? _stage;

    [TearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [Test]
    public async Task Costs_no_order()
    {
        var stage = _stage = await ServersStage.OpenAsync(Servers_that_go_away.Settings);
        // The archive keeps some of them, so that the restart is in their middle for sure.
        var held = Ordered.ManyHeld(10);
        await stage.SubmitAsync([.. held, .. Ordered.Many(Orders - 10)]);
        await stage.Events.UntilEndedAsync(20);

        await TestServers.RabbitMqCtlAsync("stop_app");
        var before = stage.Events.Ended;
        await TestServers.RabbitMqCtlAsync("start_app");
        Assert.That(before, Is.LessThan(Orders), "the restart came too late to mean anything");
        // Upstream goes on as if nothing had been.
        await stage.SubmitAsync(Ordered.Many(20));
        await stage.CompleteAsync(held);
        await stage.SettleAsync(afterBreak: true);

        await Servers_that_go_away.AssertAllIsWellAsync(stage);
    }
}
