using NUnit.Framework;
using OrderSaga.SagaStore;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class Deadlines : StoreFixture
{
    [Test]
    public async Task A_deadline_is_delivered_once_though_several_workers_sweep()
    {
        var hosts = new[] { await StartAsync(), await StartAsync() };
        var due = Enumerable.Range(0, 700).Select(_ => Guid.NewGuid()).ToList();
        var later = Guid.NewGuid();
        await Task.WhenAll(due.Select(id => hosts[0].SendAsync(new Do(id, context => context.Saga.Deadline = DateTime.UtcNow))));
        await hosts[0].SendAsync(new Do(later, context => context.Saga.Deadline = DateTime.UtcNow.AddHours(1)));

        await using var context = World.Open();
        await Until.TrueAsync(() => context.Counters.Count(counter => counter.Trail != "") == 700, "all due ones are delivered");
        var again = Guid.NewGuid();
        await hosts[1].SendAsync(new Do(again, context => context.Saga.Deadline = DateTime.UtcNow));
        await Until.TrueAsync(async () => (await World.FindAsync(again))!.Trail != "", "a later one is delivered");

        Assert.Multiple(async () =>
        {
            Assert.That(context.Counters.Where(counter => counter.CorrelationId != later).Select(counter => counter.Trail), Is.All.EqualTo("late "));
            Assert.That(context.Counters.Count(counter => counter.Deadline != null), Is.EqualTo(1));
            Assert.That((await World.FindAsync(later))!.Trail, Is.Empty);
        });
    }

    [Test]
    public async Task A_deadline_that_no_longer_holds_is_not_delivered()
    {
        var host = await StartAsync();
        var id = Guid.NewGuid();
        var old = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await host.SendAsync(new Do(id, context => context.Saga.Deadline = DateTime.UtcNow.AddHours(1)));

        await host.SendAsync(new DeadlinePassed<Counter>(id, old, DateTime.UtcNow));
        await host.SendAsync(new DeadlinePassed<Counter>(Guid.NewGuid(), old, DateTime.UtcNow));

        var counter = await World.FindAsync(id);
        Assert.Multiple(() =>
        {
            Assert.That(counter!.Trail, Is.Empty);
            Assert.That(counter!.Deadline, Is.Not.Null);
        });
    }

    [Test]
    public async Task Instances_that_fail_at_their_deadline_do_not_stand_in_the_way_of_the_others()
    {
        var host = await StartAsync(new()
        {
            Options = options =>
            {
                StoreHost.Quick(options);
                options.SweepSize = 5;
            },
        });
        var broken = Enumerable.Range(0, 12).Select(_ => Guid.NewGuid()).ToList();
        var sound = Enumerable.Range(0, 12).Select(_ => Guid.NewGuid()).ToList();
        await Task.WhenAll(broken.Select(id => host.SendAsync(new Do(id, context =>
            (context.Saga.Label, context.Saga.Deadline) = (CounterMachine.Broken, DateTime.UtcNow.AddMinutes(-1))))));
        await Task.WhenAll(sound.Select(id => host.SendAsync(new Do(id, context => context.Saga.Deadline = DateTime.UtcNow))));

        await using var context = World.Open();
        await Until.TrueAsync(() => context.Counters.Count(counter => counter.Trail == "late ") == 12, "the sound ones are delivered");
        Assert.That(context.Counters.Count(counter => counter.Deadline != null), Is.EqualTo(12), "the broken ones keep their deadline");

        await host.SendAsync(new Do(broken[0], context => context.Saga.Label = "mended"));
        await Until.TrueAsync(async () => (await World.FindAsync(broken[0]))!.Trail == "late ", "a mended one is tried again");
    }
}
