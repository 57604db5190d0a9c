using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OrderSaga.SagaStore;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class Committing_groups : StoreFixture
{
    [Test]
    public async Task A_message_starts_an_instance_and_another_changes_it_and_each_returns_after_its_commit()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();

        await host.SendAsync(new Add(id, 3));
        var started = await World.FindAsync(id);
        await host.SendAsync(new Add(id, 4));
        var changed = await World.FindAsync(id);

        Assert.Multiple(() =>
        {
            Assert.That(started!.Count, Is.EqualTo(3));
            Assert.That(changed!.Count, Is.EqualTo(7));
            Assert.That(changed!.CurrentState, Is.EqualTo("Counting"));
        });
        await Until.TrueAsync(() => World.Heard.Count == 2, "both changes are heard");
        await Until.TrueAsync(async () => await World.CountOutboxAsync() == 0, "confirmed rows vanish");
    }

    [Test]
    public async Task The_messages_of_a_group_for_one_new_instance_see_each_other_in_order_of_arrival()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();

        await Task.WhenAll(Enumerable.Range(1, 100).Select(n => host.SendAsync(new Add(id, n))));

        var counter = await World.FindAsync(id);
        Assert.Multiple(() =>
        {
            Assert.That(counter!.Count, Is.EqualTo(5050));
            Assert.That(counter!.Trail, Is.EqualTo(string.Concat(Enumerable.Range(1, 100).Select(n => $"{n} "))));
        });
    }

    [Test]
    public async Task Thousands_of_messages_for_many_instances_all_land_and_are_told_and_recorded()
    {
        var host = await StartAsync();
        var ids = Enumerable.Range(0, 1000).Select(_ => Guid.NewGuid()).ToList();

        await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => ids).Select(id => host.SendAsync(new Add(id, 1))));

        await using var context = World.Open();
        Assert.Multiple(() =>
        {
            Assert.That(context.Counters.Count(counter => counter.Count == 3), Is.EqualTo(1000));
            Assert.That(context.Entries.Count(), Is.EqualTo(3000));
        });
        await Until.TrueAsync(() => World.Heard.Select(heard => heard.MessageId).Distinct().Count() == 3000, "all are heard");
    }

    [Test]
    public async Task A_completed_instance_is_deleted_and_its_successor_in_the_same_group_is_another_one()
    {
        var host = await StartAsync();
        var gone = Guid.NewGuid();
        var again = Guid.NewGuid();
        await host.SendAsync(new Add(gone, 1));
        await host.SendAsync(new Do(again, context => context.Saga.Origin = "first"));

        await Task.WhenAll(
            host.SendAsync(new Finish(gone)),
            host.SendAsync(new Finish(again)),
            host.SendAsync(new Do(again, context => context.Saga.Origin = "second")));

        Assert.Multiple(async () =>
        {
            Assert.That(await World.FindAsync(gone), Is.Null);
            Assert.That((await World.FindAsync(again))!.Origin, Is.EqualTo("second"));
        });
    }

    [Test]
    public async Task An_instance_that_starts_and_completes_in_one_group_is_never_written()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();

        await Task.WhenAll(host.SendAsync(new Do(id, _ => { })), host.SendAsync(new Finish(id)));

        Assert.That(await World.FindAsync(id), Is.Null);
    }

    [Test]
    public async Task A_read_only_event_changes_nothing_even_if_its_behaviour_does()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();
        var seen = 0;
        await host.SendAsync(new Add(id, 5));

        await host.SendAsync(new Look(id, context => seen = context.Saga.Count++));

        Assert.Multiple(async () =>
        {
            Assert.That(seen, Is.EqualTo(5));
            Assert.That((await World.FindAsync(id))!.Count, Is.EqualTo(5));
        });
    }

    [Test]
    public async Task A_message_for_a_missing_instance_may_tell_so()
    {
        var host = await StartAsync();

        await host.SendAsync(new Look(Guid.NewGuid(), _ => { }));

        await Until.TrueAsync(() => World.Heard.Any(heard => heard.Message.Remark == "missing"), "the answer is heard");
    }

    [Test]
    public async Task Listeners_hear_only_what_changed_and_their_faults_harm_nobody()
    {
        var listener = new FaultyListener();
        var host = await StartAsync(new() { Services = services => services.AddSingleton<ICommitListener<Counter>>(listener) });
        var id = Guid.NewGuid();

        await host.SendAsync(new Add(id, 1));
        await host.SendAsync(new Do(id, _ => { }));
        await host.SendAsync(new Look(id, _ => { }));
        await host.SendAsync(new Add(id, 1));

        Assert.Multiple(async () =>
        {
            Assert.That(listener.Counts, Is.EqualTo(new[] { 1, 2 }));
            Assert.That((await World.FindAsync(id))!.Count, Is.EqualTo(2));
        });
    }

    [Test]
    public async Task Recorded_rows_may_have_a_key_that_the_database_gives()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            host.SendAsync(new Do(id, context => context.Record(new CounterMark { CounterId = id })))));

        await using var context = World.Open();
        Assert.That(await context.Marks.CountAsync(mark => mark.CounterId == id), Is.EqualTo(5));
    }

    sealed class FaultyListener : ICommitListener<Counter>
    {
        public List<int> Counts { get; } = [];

        public void Committed(IReadOnlyCollection<Counter> changed)
        {
            Counts.AddRange(changed.Select(counter => counter.Count));
            throw new InvalidOperationException("This listener always fails.");
        }
    }
}
