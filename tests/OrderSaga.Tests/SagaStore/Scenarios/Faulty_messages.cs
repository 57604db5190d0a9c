using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OrderSaga.SagaStore;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class Faulty_messages : StoreFixture
{
    [Test]
    public async Task A_behaviour_that_throws_costs_its_own_message_alone()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();
        await host.SendAsync(new Add(id, 1));

        var before = host.SendAsync(new Add(id, 2));
        var faulty = host.SendAsync(new Do(id, context =>
        {
            context.Saga.Count = 1000;
            context.Tell(new CountChanged(id, 1000, "faulty"));
            context.Record(new CounterEntry { CounterId = id, Note = "faulty" });
            throw new InvalidOperationException("on purpose");
        }));
        var starting = host.SendAsync(new Do(Guid.NewGuid(), _ => throw new InvalidOperationException("at the start")));
        var after = host.SendAsync(new Add(id, 3));
        var neighbour = host.SendAsync(new Add(Guid.NewGuid(), 1));

        Assert.That(async () => await faulty, Throws.Exception.Matches<Exception>(fault => fault.GetBaseException().Message == "on purpose"));
        Assert.That(async () => await starting, Throws.Exception.Matches<Exception>(fault => fault.GetBaseException().Message == "at the start"));
        await Task.WhenAll(before, after, neighbour);
        await using var context = World.Open();
        Assert.Multiple(() =>
        {
            Assert.That(context.Counters.Select(counter => counter.Count), Is.EquivalentTo(new[] { 6, 1 }));
            Assert.That(context.Entries.Select(entry => entry.Note), Has.None.EqualTo("faulty"));
        });
        await Until.TrueAsync(() => World.Heard.Count == 4, "the good ones are heard");
        Assert.That(World.Heard.Select(heard => heard.Message.Remark), Has.None.EqualTo("faulty"));
    }

    [Test]
    public async Task A_value_that_the_database_refuses_fails_its_own_message_alone()
    {
        var host = await StartAsync();
        var poisoned = Guid.NewGuid();
        await host.SendAsync(new Add(poisoned, 1));

        var good = Enumerable.Range(0, 20).Select(_ => host.SendAsync(new Add(Guid.NewGuid(), 1))).ToList();
        var bad = host.SendAsync(new Do(poisoned, context =>
        {
            context.Saga.Count = -1000;
            context.Tell(new CountChanged(poisoned, -1));
        }));
        good.AddRange(Enumerable.Range(0, 20).Select(_ => host.SendAsync(new Add(poisoned, 1))));

        Assert.That(async () => await bad, Throws.InstanceOf<System.Data.Common.DbException>());
        await Task.WhenAll(good);
        Assert.That((await World.FindAsync(poisoned))!.Count, Is.EqualTo(21));
        await Until.TrueAsync(() => World.Heard.Count == 41, "the good ones are heard");
        Assert.That(World.Heard.Select(heard => heard.Message.NewCount), Has.None.EqualTo(-1));
    }

    [Test]
    public async Task A_recorded_row_that_the_database_refuses_fails_its_own_message_alone()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();

        var good = host.SendAsync(new Add(id, 1));
        var bad = host.SendAsync(new Do(id, context => context.Record(new CounterEntry { CounterId = id, Note = null! })));
        var lone = host.SendAsync(new Do(id, context => context.Record(new CounterEntry { CounterId = Guid.NewGuid() })));
        var later = host.SendAsync(new Add(id, 1));

        Assert.That(async () => await bad, Throws.InstanceOf<System.Data.Common.DbException>());
        Assert.That(async () => await lone, Throws.InstanceOf<System.Data.Common.DbException>());
        await Task.WhenAll(good, later);
        Assert.That((await World.FindAsync(id))!.Count, Is.EqualTo(2));
    }

    [Test]
    public async Task What_was_told_before_an_unknown_message_or_row_is_dropped_with_it()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();

        var unregistered = host.SendAsync(new Do(id, context =>
        {
            context.Tell(new CountChanged(id, 0, "dropped"));
            context.Tell(new NeverRegistered(id));
        }));
        var unmapped = host.SendAsync(new Do(id, context =>
        {
            context.Tell(new CountChanged(id, 0, "dropped"));
            context.Record(new CounterEntry { CounterId = id, Note = "dropped" });
            context.Record("no entity");
        }));
        var good = host.SendAsync(new Add(id, 1));

        Assert.That(async () => await unregistered, Throws.InvalidOperationException
            .With.Message.Contains(nameof(NeverRegistered)).And.Message.Contains("Publishes<NeverRegistered>"));
        Assert.That(async () => await unmapped, Throws.InvalidOperationException.With.Message.Contains("String"));
        await good;
        await Until.TrueAsync(() => !World.Heard.IsEmpty, "the good one is heard");
        await using var context = World.Open();
        Assert.Multiple(() =>
        {
            Assert.That(World.Heard.Select(heard => heard.Message.Remark), Has.None.EqualTo("dropped"));
            Assert.That(context.Entries.Select(entry => entry.Note), Is.EqualTo(new[] { "1" }));
        });
    }

    [Test]
    public async Task A_correlation_by_query_is_refused_with_the_reason()
    {
        var host = await StartAsync();

        Assert.That(async () => await host.SendAsync(new Seek("x")), Throws.InstanceOf<NotSupportedException>()
            .With.Message.Contains("CorrelateById"));
    }

    [Test]
    public async Task A_behaviour_that_sends_to_its_own_store_is_refused_instead_of_waiting_for_itself()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();
        Exception? refusal = null;

        await host.SendAsync(new Do(id, _ =>
            refusal = Assert.CatchAsync(() => host.SendAsync(new Add(Guid.NewGuid(), 1)))));

        Assert.That(refusal, Is.InstanceOf<InvalidOperationException>().With.Message.Contains("wait for itself"));
    }

    [Test]
    public async Task An_event_that_changes_nothing_writes_nothing()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();
        await host.SendAsync(new Add(id, 1));
        await using (var context = World.Open())
        {
            // Whatever would be written is seen, as the row then no longer holds what an update would bring back.
            await context.Counters.ExecuteUpdateAsync(set => set.SetProperty(counter => counter.Origin, "kept").SetProperty(counter => counter.Bytes, new byte[] { 1, 2 }));
        }
        var writes = new CountingListener();
        var other = await StartAsync(new() { Services = services => services.AddSingleton<ICommitListener<Counter>>(writes) });

        await other.SendAsync(new Do(id, context => context.Saga.Bytes = [.. context.Saga.Bytes!]));
        await other.SendAsync(new Do(id, context => context.Saga.Origin = "fixed at insert"));

        Assert.Multiple(async () =>
        {
            Assert.That(writes.Count, Is.Zero);
            Assert.That((await World.FindAsync(id))!.Origin, Is.EqualTo("kept"));
        });
    }

    sealed class CountingListener : ICommitListener<Counter>
    {
        public int Count { get; private set; }

        public void Committed(IReadOnlyCollection<Counter> changed) => Count += changed.Count;
    }
}
