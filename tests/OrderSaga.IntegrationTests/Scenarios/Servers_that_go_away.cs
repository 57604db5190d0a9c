using NUnit.Framework;
using OrderSaga.IntegrationTests.Scenarios.Stages;
using OrderSaga.Regards.Values;
using RabbitMQ.Client;

namespace OrderSaga.IntegrationTests.Scenarios;

/// <summary>A connection, the database or the bus is away for a while in the middle of the work. A worker whose bus does not come back gives up and is started again.</summary>
public sealed class Servers_that_go_away
{
    const int Orders = 200;

    // The middle of the work is long enough to hit: some four seconds.
    internal static readonly (string, string)[] Settings =
        [("Regards:MaxInFlight", "25"), ("Simulator:ProcessingDelay", "00:00:00.300"), ("Simulator:Jitter", "00:00:00.400")];

    ServersStage? _stage;

    [TearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

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
        await stage.SettleAsync(afterBreak: true);

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
        await stage.SettleAsync(afterBreak: true);

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
        await stage.SettleAsync(afterBreak: true);

        await AssertAllIsWellAsync(stage);
    }

    [Test]
    public async Task A_bus_that_can_not_come_back_ends_the_worker_and_the_next_one_is_ready()
    {
        const string answers = "ordersaga.regards-answers";
        var stage = _stage = await ServersStage.OpenAsync(Settings);
        // The worker has worked for some seconds: one that never did would not give up.
        await stage.SubmitAsync(Ordered.Many(Orders));
        await stage.Events.UntilEndedAsync(150);

        // Another client takes the queue for itself: the broker answers, and the worker's bus is down.
        await using (var connection = await new ConnectionFactory { Uri = stage.Servers.Regards }.CreateConnectionAsync())
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeleteAsync(answers);
            await channel.QueueDeclareAsync(answers, durable: false, exclusive: true, autoDelete: false);
            await channel.QueueBindAsync(answers, RegardsExchanges.Answers, "");
            await Until.TrueAsync(() => stage.Workers[0].HasGivenUp, () => "the worker is still up");
        }
        await stage.SuperviseAsync();
        Assert.That(stage.Workers, Has.All.Property("HasExited").False);
    }

    internal static async Task AssertAllIsWellAsync(ServersStage stage)
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
