using System.Collections.Concurrent;
using Npgsql;
using NUnit.Framework;
using OrderSaga.Contracts;
using OrderSaga.IntegrationTests.Scenarios.Stages;
using OrderSaga.Tests.Callbacks.Scenarios;

namespace OrderSaga.IntegrationTests.Callbacks;

/// <summary>SIGKILL among deliveries, with a subscriber that refuses now and then.</summary>
public sealed class Workers_that_are_killed
{
    const int Orders = 100;

    Subscriber _subscriber = null!;
    ServersStage? _stage;

    [TearDown]
    public async Task Close()
    {
        await (_stage?.DisposeAsync() ?? default);
        await _subscriber.DisposeAsync();
    }

    [Test]
    public async Task Lose_no_event_and_keep_each_jobs_in_order()
    {
        _subscriber = await Subscriber.StartAsync();
        var taken = new ConcurrentQueue<string>();
        // Answers one event after the other as the test lets it, so that neither kill comes too late to mean anything.
        using var answers = new SemaphoreSlim(0);
        Task UntilTakenAsync(int count) => Until.TrueAsync(
            () =>
            {
                answers.Release();
                return taken.Count >= count;
            },
            () => $"{taken.Count} taken");
        var tries = new ConcurrentDictionary<string, int>();
        _subscriber.Answer("/hook", async http =>
        {
            var id = http.Request.Headers["webhook-id"].ToString();
            await answers.WaitAsync(http.RequestAborted);
            // Every fourth event is refused at first.
            var refused = tries.AddOrUpdate(id, 1, (_, n) => n + 1) == 1 && id.GetHashCode(StringComparison.Ordinal) % 4 == 0;
            http.Response.StatusCode = refused ? 500 : 200;
            if (!refused)
                taken.Enqueue(id);
        });
        var stage = _stage = await ServersStage.OpenAsync(
            [
                ("Callbacks:Endpoints:here:Prefix", _subscriber.Origin), ("Callbacks:Endpoints:here:AllowPrivate", "true"),
                ("Callbacks:Timeout", "00:02:00"), ("Callbacks:FirstPause", "00:00:00.500"), ("Callbacks:EndpointConcurrency", "8"),
            ],
            workers: 2);
        var uri = $"{_subscriber.Origin}/hook";
        var orders = Ordered.Many(Orders).Select(order => order with { Subscriber = new OrderSubscriber { InProgressUri = uri, SuccessUri = uri } }).ToList();

        await stage.SubmitAsync(orders);
        await UntilTakenAsync(Orders / 4);
        await stage.Workers[0].KillAsync();
        await UntilTakenAsync(Orders);
        await stage.Workers[1].KillAsync();
        await stage.Table.EndLeasesAsync();
        answers.Release(100 * Orders);
        await stage.StartWorkerAsync();
        await Until.TrueAsync(async () => await DeliveredAsync(stage) == 2 * Orders, async () => $"{await DeliveredAsync(stage)} delivered");

        var first = taken.Distinct().ToList();
        Assert.That(first, Is.EquivalentTo(orders.SelectMany(order => new[] { $"{order.OrderId}-2", $"{order.OrderId}-3" })));
        Assert.That(orders.Where(order => first.IndexOf($"{order.OrderId}-2") > first.IndexOf($"{order.OrderId}-3")), Is.Empty);
        Assert.That(taken, Has.Count.LessThan((2 * Orders) + 40), "only what was under way at a kill comes twice");
    }

    static async Task<long> DeliveredAsync(ServersStage stage)
    {
        await using var source = NpgsqlDataSource.Create(stage.Servers.Database);
        await using var command = source.CreateCommand("SELECT count(*) FROM callbacks WHERE state = 'delivered'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
