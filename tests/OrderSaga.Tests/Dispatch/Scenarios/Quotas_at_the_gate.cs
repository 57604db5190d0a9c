using Microsoft.Extensions.Options;
using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.Orders.Quotas;

namespace OrderSaga.Tests.Dispatch.Scenarios;

public sealed class Quotas_at_the_gate : WaitingOrders
{
    QuotaGate Gate(QuotaOptions quota) => new(new OwnerQuotas(Options.Create(quota)), new QuotaQueries(Database.Contexts), new ArchivePace());

    /// <summary>Asks, and places what is let in.</summary>
    async Task<QuotaExcess?> OrderAsync(QuotaGate gate, string owner, DateTime? now = null)
    {
        var id = Guid.NewGuid();
        using var entry = await gate.EnterAsync(owner, id, now ?? Now, CancellationToken.None);
        if (entry.Excess is null)
            await WaitingAsync(1, (order, _) => (order.CorrelationId, order.Owner, order.Created) = (id, owner, now ?? Now));
        return entry.Excess;
    }

    [Test]
    public async Task Without_a_quota_everybody_gets_in() => Assert.That(await OrderAsync(Gate(new QuotaOptions()), "a"), Is.Null);

    [Test]
    public async Task Waiting_and_running_orders_are_open_and_ended_ones_are_not()
    {
        var gate = Gate(new QuotaOptions { OpenOrders = 3 });
        await WaitingOfAsync("b", 10);
        var ids = await WaitingOfAsync("a", 3);
        await ChangeAsync(ids[0], order => (order.State, order.DispatchAt, order.SentAt) = ("Running", null, Now));
        var excess = await OrderAsync(gate, "a");
        Assert.That(excess, Is.EqualTo(new QuotaExcess("a", "OpenOrders", 3, 4, TimeSpan.FromMinutes(1))));
        Assert.That(excess!.ToString(), Is.EqualTo("a may have 3 unfinished orders, and this would make 4 (OpenOrders)"));
        await EndAsync(ids[0]);
        Assert.That(await OrderAsync(gate, "a"), Is.Null);
        Assert.That(await OrderAsync(gate, "a"), Is.Not.Null);
    }

    [Test]
    public async Task Many_at_once_get_in_exactly_as_far_as_the_quota_goes()
    {
        var gate = Gate(new QuotaOptions { OpenOrders = 10, OrdersPerHour = 12 });
        await WaitingOfAsync("a", 3);
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => OrderAsync(gate, "a"))));
        Assert.That(answers.Count(excess => excess is null), Is.EqualTo(7));
    }

    [Test]
    public async Task An_hour_holds_what_was_sent_in_it_and_what_still_waits()
    {
        var gate = Gate(new QuotaOptions { OrdersPerHour = 4 });
        var ids = await WaitingOfAsync("a", 5);
        async Task SentAsync(int n, int minutesAgo, bool ended) => await ChangeAsync(ids[n], order =>
            (order.State, order.DispatchAt, order.SentAt, order.Finished) =
            (ended ? "Successful" : "Running", null, Now.AddMinutes(-minutesAgo), ended ? Now.AddMinutes(-1) : null));
        await SentAsync(0, 70, ended: true);
        await SentAsync(1, 61, ended: false);
        await SentAsync(2, 50, ended: true);
        await SentAsync(3, 40, ended: false);
        Assert.That(await OrderAsync(gate, "a"), Is.Null, "two sent and one waiting");
        var excess = await OrderAsync(gate, "a");
        Assert.That(excess, Is.EqualTo(new QuotaExcess("a", "OrdersPerHour", 4, 5, TimeSpan.FromMinutes(10))));
        Assert.That(excess!.ToString(), Does.Contain("4 orders in an hour"));
        Assert.That(await OrderAsync(gate, "a", Now.AddMinutes(11)), Is.Null);
    }

    [Test]
    public async Task What_was_refused_or_given_up_takes_no_place()
    {
        var gate = Gate(new QuotaOptions { OpenOrders = 1 });
        using (var first = await gate.EnterAsync("a", Guid.NewGuid(), Now, CancellationToken.None))
        {
            using var second = await gate.EnterAsync("a", Guid.NewGuid(), Now, CancellationToken.None);
            Assert.That((first.Excess, second.Excess?.Count), Is.EqualTo(((QuotaExcess?)null, (long?)2)));
        }
        Assert.That(await OrderAsync(gate, "a"), Is.Null);
    }

    [Test]
    public async Task An_owners_own_quota_stands_for_the_usual_one_and_zero_is_none()
    {
        var gate = Gate(new QuotaOptions { OpenOrders = 1, Owners = { ["more"] = new QuotaLimits { OpenOrders = 2 }, ["free"] = new QuotaLimits { OpenOrders = 0 } } });
        foreach (var (owner, most) in new[] { ("plain", 1), ("more", 2), ("free", 5) })
        {
            for (var n = 0; n < most; n++)
                Assert.That(await OrderAsync(gate, owner), Is.Null, owner);
        }
        Assert.That(await OrderAsync(gate, "plain"), Is.Not.Null);
        Assert.That(await OrderAsync(gate, "more"), Is.Not.Null);
        Assert.That(await OrderAsync(gate, "free"), Is.Null);
    }
}
