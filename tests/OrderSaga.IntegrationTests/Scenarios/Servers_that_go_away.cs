using NUnit.Framework;
using OrderSaga.IntegrationTests.Scenarios.Stages;

namespace OrderSaga.IntegrationTests.Scenarios;

/// <summary>The broker or the database is away for a while in the middle of the work; the worker stays up.</summary>
public sealed class Servers_that_go_away
{
    const int Orders = 200;

    // The middle of the work is long enough to hit: some four seconds.
    static readonly (string, string)[] Settings =
        [("Regards:MaxInFlight", "25"), ("Simulator:ProcessingDelay", "00:00:00.300"), ("Simulator:Jitter", "00:00:00.400")];

    ServersStage? _stage;

    [TearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [Test]
    public async Task A_broker_that_restarts_costs_no_order()
    {
        var stage = _stage = await ServersStage.OpenAsync(Settings);
        await stage.SubmitAsync(Ordered.Many(Orders));
        await stage.Events.UntilEndedAsync(20);

        await TestServers.RunControlAsync("stop_app");
        var before = stage.Events.Ended;
        await TestServers.RunControlAsync("start_app");
        Assert.That(before, Is.LessThan(Orders), "the restart came too late to mean anything");
        // Upstream goes on as if nothing had been.
        await stage.SubmitAsync(Ordered.Many(20));
        await stage.SettleAsync();

        await AssertAllIsWellAsync(stage);
    }

    [Test]
    public async Task Connections_that_the_broker_closes_cost_no_order()
    {
        var stage = _stage = await ServersStage.OpenAsync(Settings);
        await stage.SubmitAsync(Ordered.Many(Orders));
        for (var ended = 30; ended < 150; ended += 60)
        {
            await stage.Events.UntilEndedAsync(ended);
            await stage.Servers.CloseConnectionsAsync();
        }
        await stage.SettleAsync();

        await AssertAllIsWellAsync(stage);
    }

    [Test]
    public async Task Sessions_that_the_database_ends_cost_no_order()
    {
        var stage = _stage = await ServersStage.OpenAsync(Settings);
        await stage.SubmitAsync(Ordered.Many(Orders));
        for (var ended = 30; ended < 150; ended += 30)
        {
            await stage.Events.UntilEndedAsync(ended);
            Assert.That(await stage.Servers.EndSessionsAsync(), Is.Positive);
        }
        await stage.SettleAsync();

        await AssertAllIsWellAsync(stage);
    }

    [Test]
    public async Task A_database_that_is_away_for_a_while_costs_no_order()
    {
        var stage = _stage = await ServersStage.OpenAsync(Settings, byCable: true);
        await stage.SubmitAsync(Ordered.Many(Orders));
        await stage.Events.UntilEndedAsync(20);

        stage.Cable!.Cut();
        Assert.That(stage.Cable.Broken, Is.Positive);
        // Orders come in meanwhile; they stay with the broker, and nobody hears of them before they are stored.
        var meanwhile = Ordered.Many(20);
        await stage.SubmitAsync(meanwhile);
        await stage.UntilNotReadyAsync();
        Assert.That(meanwhile.SelectMany(order => stage.Events.Of(order.OrderId)), Is.Empty);
        stage.Cable.Mend();
        await stage.SettleAsync();

        await AssertAllIsWellAsync(stage);
    }

    static async Task AssertAllIsWellAsync(ServersStage stage)
    {
        var account = await Account.OfAsync(stage);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.Contradictions(stage.Submitted), Is.Empty);
            Assert.That(account.Orders.Values, Has.All.Property("Status").EqualTo("successful"));
            Assert.That(stage.Workers, Has.All.Property("HasExited").False);
        }
    }
}
