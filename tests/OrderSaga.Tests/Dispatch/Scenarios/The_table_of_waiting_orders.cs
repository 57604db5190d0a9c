using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Jobs;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Dispatch.Scenarios;

/// <summary>What every dispatch table does, whatever the database.</summary>
public sealed class The_table_of_waiting_orders : WaitingOrders
{
    [Test]
    public async Task Highest_priority_first_then_the_oldest()
    {
        var ids = await WaitingAsync(4, (order, n) => (order.Priority, order.DispatchAt) = n switch
        {
            0 => (10, Now.AddHours(-1)),
            1 => (90, Now),
            2 => (50, Now.AddSeconds(-1)),
            _ => (50, Now.AddSeconds(-2)),
        });
        var taken = new List<Guid>();
        for (var i = 0; i < 4; i++)
            taken.Add((await ClaimAsync(size: 1)).Single().CorrelationId);
        Assert.That(taken, Is.EqualTo(new[] { ids[1], ids[3], ids[2], ids[0] }));
    }

    [Test]
    public async Task What_is_not_due_stays()
    {
        await WaitingAsync(1, (order, _) => order.DispatchAt = Now.AddSeconds(1));
        await WaitingAsync(1, (order, _) => order.DispatchAt = null);
        Assert.That(await ClaimAsync(), Is.Empty);
        Assert.That(await ClaimAsync(now: Now.AddSeconds(1)), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Four_claimers_at_once_take_disjoint_pages_within_the_window()
    {
        await WaitingAsync(300);
        var pages = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var mine = new List<Guid>();
            while (await ClaimAsync(size: 10, window: 250) is { Count: > 0 } page)
                mine.AddRange(page.Select(order => order.CorrelationId));
            return mine;
        })));
        var all = pages.SelectMany(page => page).ToList();
        Assert.That(all, Is.Unique);
        Assert.That(all, Has.Count.EqualTo(250), "the window is filled and never passed");
    }

    [Test]
    public async Task The_window_counts_what_is_on_its_way()
    {
        var ids = await WaitingAsync(5);
        Assert.That(await ClaimAsync(window: 3), Has.Count.EqualTo(3));
        Assert.That(await ClaimAsync(window: 3), Is.Empty);
        var taken = new List<Guid>();
        foreach (var id in ids)
        {
            if ((await ReadAsync(id)).InFlight)
                taken.Add(id);
        }
        await StampAsync(taken[0]);
        Assert.That(await ClaimAsync(window: 3), Is.Empty, "what is sent still counts");
        await EndAsync(taken[0]);
        Assert.That(await ClaimAsync(window: 3), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_claim_that_ended_is_taken_again_as_a_second_send_of_the_same_attempt()
    {
        var id = (await WaitingAsync(1))[0];
        Assert.That((await ClaimAsync(window: 1)).Single().Sends, Is.EqualTo(1));
        Assert.That(await ClaimAsync(window: 1, now: Lease.AddMilliseconds(-1)), Is.Empty);
        var again = (await ClaimAsync(window: 1, now: Lease)).Single();
        Assert.That((again.CorrelationId, again.Sends, again.Attempt), Is.EqualTo((id, 2, 1)));
        await StampAsync(id);
        Assert.That((await ReadAsync(id)).SentAt, Is.Null, "the first claimer's stamp comes too late");
    }

    [Test]
    public async Task A_stamp_marks_what_was_sent_and_writes_its_history()
    {
        var id = (await WaitingAsync(1))[0];
        await ClaimAsync();
        await StampAsync(id);
        var order = await ReadAsync(id);
        Assert.That((order.DispatchAt, order.ClaimedUntil, order.SentAt, order.Deadline), Is.EqualTo(((DateTime?)null, (DateTime?)null, (DateTime?)Now.AddSeconds(1), (DateTime?)Now.AddMinutes(15))));
        Assert.That((order.Phase, order.InFlight, order.Entries, order.State), Is.EqualTo((OrderPhase.Dispatched, true, 2, "Accepted")));
        await using var database = Database.Open();
        var entry = await database.Set<JobHistoryEntry>().SingleAsync(e => e.JobId == id);
        Assert.That((entry.Entry, entry.Cause, entry.ToStatus, entry.FromStatus, entry.RequestId, entry.Attempt, entry.Late),
            Is.EqualTo((2, "dispatched", "accepted", "accepted", id.ToString(), 1, false)));
    }

    [TestCase("answered")]
    [TestCase("dismissed")]
    [TestCase("retried")]
    public async Task A_stamp_leaves_alone_what_was_meanwhile(string what)
    {
        var id = (await WaitingAsync(1))[0];
        await ClaimAsync();
        await ChangeAsync(id, order =>
        {
            order.ClaimedUntil = null;
            order.DispatchAt = what == "retried" ? Now : null;
            order.Phase = what;
        });
        await StampAsync(id);
        var order = await ReadAsync(id);
        Assert.That((order.Phase, order.SentAt, order.Deadline, await HistoryAsync(id)), Is.EqualTo((what, (DateTime?)null, (DateTime?)null, 0)));
    }

    [Test]
    public async Task A_release_puts_back_and_frees_the_window()
    {
        var ids = await WaitingAsync(2, (order, n) => order.DispatchAt = Now.AddSeconds(-n));
        Assert.That(await ClaimAsync(window: 2), Has.Count.EqualTo(2));
        await Database.Orders.ReleaseAsync([ids[0]], Lease, null, CancellationToken.None);
        await Database.Orders.ReleaseAsync([ids[1]], Lease, Now.AddSeconds(10), CancellationToken.None);
        var kept = await ReadAsync(ids[0]);
        Assert.That((kept.DispatchAt, kept.ClaimedUntil, kept.InFlight, kept.Phase), Is.EqualTo(((DateTime?)Now, (DateTime?)null, false, OrderPhase.Queued)));
        Assert.That((await ReadAsync(ids[1])).DispatchAt, Is.EqualTo(Now.AddSeconds(10)));
        Assert.That((await ClaimAsync(window: 1)).Single().CorrelationId, Is.EqualTo(ids[0]));
    }

    [Test]
    public async Task A_release_of_what_somebody_else_claimed_changes_nothing()
    {
        var id = (await WaitingAsync(1))[0];
        await ClaimAsync();
        await Database.Orders.ReleaseAsync([id], Lease.AddSeconds(1), null, CancellationToken.None);
        Assert.That((await ReadAsync(id)).ClaimedUntil, Is.EqualTo(Lease));
    }
}
