using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using OrderSaga.Callbacks;
using OrderSaga.Jobs;
using OrderSaga.Orders;
using OrderSaga.Storage;

namespace OrderSaga.Tests.Callbacks.Scenarios;

/// <summary>What every table of callbacks does, whatever the database.</summary>
public abstract class The_table_of_callbacks
{
    static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    static readonly DateTime Lease = Now.AddSeconds(35);

    private protected CallbackTable Table { get; set; } = null!;
    private protected CallbackLog Log { get; set; } = null!;

    protected abstract OrderSagaDbContext Open();

    /// <summary>A factory of contexts as the service has one.</summary>
    private protected sealed class Contexts(Func<OrderSagaDbContext> open) : IDbContextFactory<OrderSagaDbContext>
    {
        public OrderSagaDbContext CreateDbContext() => open();
    }

    async Task<Guid> WaitingAsync(string? lane = "a", int events = 1, Action<Callback>? with = null)
    {
        var job = Guid.NewGuid();
        await using var database = Open();
        for (var sequence = 1; sequence <= events; sequence++)
        {
            var callback = new Callback
            {
                JobId = job,
                Sequence = sequence,
                JobKind = Order.JobKind,
                Owner = "o",
                Kind = CallbackKind.InProgress,
                Uri = "https://a.example/x",
                At = Now,
                Snapshot = "{}",
                Lane = lane,
                NextAttempt = Now.AddSeconds(sequence - 10),
            };
            with?.Invoke(callback);
            database.Add(callback);
        }
        await database.SaveChangesAsync();
        return job;
    }

    Task<IReadOnlyList<Callback>> ClaimAsync(int places = 10, DateTime? now = null, string lane = "a") =>
        Table.ClaimAsync([(lane, places)], now ?? Now, (now ?? Now).AddSeconds(35), CancellationToken.None);

    async Task SettleAsync(Callback callback, string state = CallbackState.Delivered) =>
        await Table.SettleAsync([Settlement.Of(callback, new CallbackAnswer(200, "ok", null), Now.AddSeconds(1)) with { State = state }], CancellationToken.None);

    [Test]
    public async Task A_claim_takes_the_longest_due_of_a_lane_and_counts_an_attempt()
    {
        var late = await WaitingAsync(with: callback => callback.NextAttempt = Now);
        var early = await WaitingAsync(with: callback => callback.NextAttempt = Now.AddMinutes(-1));
        await WaitingAsync(lane: "b");
        await WaitingAsync(with: callback => callback.NextAttempt = Now.AddMilliseconds(1));

        var first = (await ClaimAsync(places: 1)).Single();
        var second = (await ClaimAsync()).Single();

        Assert.That((first.JobId, second.JobId), Is.EqualTo((early, late)));
        Assert.That((first.Attempts, first.FirstAttempt, first.LastAttempt, first.NextAttempt), Is.EqualTo((1, (DateTime?)Now, (DateTime?)Now, (DateTime?)Lease)));
        Assert.That((first.Uri, first.Kind, first.JobKind, first.Owner, first.Snapshot, first.At), Is.EqualTo(("https://a.example/x", "in-progress", "order", "o", "{}", Now)));
    }

    [Test]
    public async Task A_later_event_of_a_job_waits_for_the_earlier_one_even_in_another_lane()
    {
        var job = await WaitingAsync(events: 2);
        await WaitingAsync();
        var claimed = await ClaimAsync();
        Assert.That(claimed.Where(callback => callback.JobId == job).Select(callback => callback.Sequence), Is.EqualTo(new[] { 1 }));
        Assert.That(await ClaimAsync(now: Now.AddSeconds(1)), Is.Empty, "while the earlier one is under way");

        await SettleAsync(claimed.Single(callback => callback.JobId == job), CallbackState.Failed);
        Assert.That((await ClaimAsync(now: Now.AddSeconds(2))).Select(callback => (callback.JobId, callback.Sequence)), Is.EqualTo(new[] { (job, 2) }));
    }

    [Test]
    public async Task Four_workers_at_once_claim_each_event_once()
    {
        for (var i = 0; i < 30; i++)
            await WaitingAsync(lane: i % 2 == 0 ? "a" : "b");
        var claimed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var mine = new List<Guid>();
            while (await Table.ClaimAsync([("a", 2), ("b", 2)], Now, Lease, CancellationToken.None) is { Count: > 0 } page)
                mine.AddRange(page.Select(callback => callback.JobId));
            return mine;
        })));
        Assert.That(claimed.SelectMany(mine => mine), Is.Unique);
        Assert.That(claimed.Sum(mine => mine.Count), Is.EqualTo(30));
    }

    [Test]
    public async Task A_claim_whose_worker_died_is_taken_again_as_another_attempt_of_the_same_event()
    {
        await WaitingAsync();
        var first = (await ClaimAsync()).Single();
        Assert.That(await ClaimAsync(now: Lease.AddMilliseconds(-1)), Is.Empty);
        var second = (await ClaimAsync(now: Lease)).Single();
        Assert.That((second.EventId, second.Attempts, second.FirstAttempt, second.LastAttempt), Is.EqualTo((first.EventId, 2, (DateTime?)Now, (DateTime?)Lease)));

        await SettleAsync(first, CallbackState.Failed);
        var row = await Log.FindAsync(first.JobId, 1, CancellationToken.None);
        Assert.That(row!.State, Is.EqualTo("pending"), "the first worker's word comes too late");
    }

    [Test]
    public async Task An_outcome_is_kept_with_all_that_is_known_of_it()
    {
        var job = await WaitingAsync();
        var claimed = (await ClaimAsync()).Single();
        var again = Now.AddMinutes(1);
        await Table.SettleAsync(
            [Settlement.Of(claimed, new CallbackAnswer(500, "a 'text' with 🛰", "answered 500"), Now) with { NextAttempt = again, SettledAt = null }], CancellationToken.None);
        var row = (await Log.OfJobAsync(job, CancellationToken.None)).Single();
        Assert.That(
            (row.State, row.Attempts, row.NextAttempt, row.SettledAt, row.LastStatus, row.LastAnswer, row.LastFault),
            Is.EqualTo(("pending", 1, (DateTime?)again, (DateTime?)null, (int?)500, "a 'text' with 🛰", "answered 500")));
        Assert.That(await ClaimAsync(now: again.AddMilliseconds(-1)), Is.Empty);

        await SettleAsync((await ClaimAsync(now: again)).Single());
        row = await Log.FindAsync(job, 1, CancellationToken.None);
        Assert.That((row!.State, row.NextAttempt, row.SettledAt, row.LastFault), Is.EqualTo(("delivered", (DateTime?)null, (DateTime?)Now.AddSeconds(1), (string?)null)));
    }

    [Test]
    public async Task What_is_given_back_is_due_again_as_if_it_had_not_been_taken()
    {
        await WaitingAsync();
        var claimed = (await ClaimAsync()).Single();
        await Table.SettleAsync([Settlement.Returned(claimed, Now)], CancellationToken.None);
        Assert.That((await ClaimAsync()).Single().Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_replay_takes_a_settled_event_up_again_and_no_other()
    {
        var job = await WaitingAsync();
        Assert.That(await Table.ReplayAsync(job, 1, Now, CancellationToken.None), Is.False, "it is pending");
        await SettleAsync((await ClaimAsync()).Single(), CallbackState.Failed);

        Assert.That(await Table.ReplayAsync(job, 2, Now, CancellationToken.None), Is.False);
        Assert.That(await Table.ReplayAsync(Guid.NewGuid(), 1, Now, CancellationToken.None), Is.False);
        var later = Now.AddDays(3);
        Assert.That(await Table.ReplayAsync(job, 1, later, CancellationToken.None));

        var claimed = (await ClaimAsync(now: later)).Single();
        Assert.That((claimed.Attempts, claimed.FirstAttempt), Is.EqualTo((1, (DateTime?)later)), "its time begins anew");
    }

    [Test]
    public async Task New_events_are_sorted_once()
    {
        var job = await WaitingAsync(lane: null, events: 2);
        await WaitingAsync(lane: "other");
        var unsorted = await Log.UnsortedAsync(10, CancellationToken.None);
        Assert.That(unsorted.Select(e => (e.JobId, e.Sequence, e.Uri, e.Owner)), Is.EquivalentTo(new[] { (job, 1, "https://a.example/x", "o"), (job, 2, "https://a.example/x", "o") }));

        await Table.SortAsync([.. unsorted.Select(e => new CallbackTable.Sorted(e.JobId, e.Sequence, "a"))], CancellationToken.None);
        await Table.SortAsync([.. unsorted.Select(e => new CallbackTable.Sorted(e.JobId, e.Sequence, "late"))], CancellationToken.None);

        Assert.That(await Log.UnsortedAsync(10, CancellationToken.None), Is.Empty);
        Assert.That(await Log.DueLanesAsync(Now, CancellationToken.None), Is.EquivalentTo(new[] { "a", "other" }));
    }

    [Test]
    public async Task Lanes_are_due_with_their_events()
    {
        await WaitingAsync(lane: "later", with: callback => callback.NextAttempt = Now.AddSeconds(1));
        await WaitingAsync(lane: "due", events: 3);
        await WaitingAsync(lane: "done", with: callback => (callback.State, callback.NextAttempt) = (CallbackState.Delivered, null));
        await WaitingAsync(lane: null);
        Assert.That(await Log.DueLanesAsync(Now, CancellationToken.None), Is.EqualTo(new[] { "due" }));
        Assert.That(await Log.DueLanesAsync(Now.AddSeconds(1), CancellationToken.None), Is.EquivalentTo(new[] { "due", "later" }));
        Assert.That(await Log.WaitingAsync(CancellationToken.None), Is.EqualTo(5));
    }

    [Test]
    public async Task Old_outcomes_are_forgotten_page_by_page_and_nothing_else()
    {
        for (var age = 1; age <= 4; age++)
        {
            var days = age;
            await WaitingAsync(with: callback => (callback.State, callback.NextAttempt, callback.SettledAt) = (CallbackState.Delivered, null, Now.AddDays(-days)));
        }
        await WaitingAsync(with: callback => callback.NextAttempt = Now.AddDays(-9));
        Assert.That(await Table.ForgetAsync(Now.AddDays(-1.5), 2, CancellationToken.None), Is.EqualTo(2));
        Assert.That(await Table.ForgetAsync(Now.AddDays(-1.5), 2, CancellationToken.None), Is.EqualTo(1));
        await using var database = Open();
        Assert.That(await database.Set<Callback>().CountAsync(), Is.EqualTo(2));
    }
}
