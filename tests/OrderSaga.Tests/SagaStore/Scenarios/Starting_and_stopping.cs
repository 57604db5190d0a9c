using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NUnit.Framework;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class Starting_and_stopping : StoreFixture
{
    [Test]
    public async Task A_stop_under_load_answers_every_caller_and_keeps_what_was_answered_as_committed([Values] bool busComesFirst)
    {
        var host = await StartAsync(new() { BusComesFirst = busComesFirst });
        var mediator = host.Mediator;
        var committed = new System.Collections.Concurrent.ConcurrentBag<Guid>();
        var canceled = 0;
        var callers = Enumerable.Range(0, 200).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var id = Guid.NewGuid();
                try
                {
                    await mediator.Send(new Add(id, 1));
                    committed.Add(id);
                }
                catch (Exception exception) when (exception is OperationCanceledException or MassTransit.ConsumerCanceledException)
                {
                    Interlocked.Increment(ref canceled);
                    return;
                }
            }
        })).ToList();
        await Until.TrueAsync(() => committed.Count > 1000, "the load runs");

        await host.StopAsync().WaitAsync(Until.Patience);
        await Task.WhenAll(callers).WaitAsync(Until.Patience);

        Assert.That(canceled, Is.EqualTo(200));
        await using var context = World.Open();
        var kept = context.Counters.Select(counter => counter.CorrelationId).ToHashSet();
        Assert.That(committed.Where(id => !kept.Contains(id)), Is.Empty);
        if (!World.HasLastingQueues)
            return;
        await StartAsync();
        await Until.TrueAsync(() => World.Heard.Select(heard => heard.Message.CounterId).Distinct().Count() == kept.Count, "all is told in the end");
    }

    [Test]
    public async Task What_is_committed_while_the_process_stops_is_left_to_any_other()
    {
        var host = await StartAsync();
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var id = Guid.NewGuid();
        await host.SendAsync(new Add(id, 1));
        Assert.That(await World.CountOutboxAsync(), Is.EqualTo(1));
        await host.StopAsync();

        await StartAsync(new() { Options = options => options.OutboxLease = TimeSpan.FromHours(1) });

        await Until.TrueAsync(() => World.Heard.Any(heard => heard.Message.CounterId == id), "another process tells it at once");
    }

    [Test]
    public void A_limit_that_makes_no_sense_stops_the_start_with_its_name()
    {
        Assert.That(async () => await StartAsync(new() { Options = options => options.GroupSize = 0 }),
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("GroupSize"));
        Assert.That(async () => await StartAsync(new() { Options = options => options.OutboxLease = options.PublishTimeout }),
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("OutboxLease"));
    }

    [Test]
    public async Task A_caller_after_the_stop_is_refused()
    {
        var host = await StartAsync();
        await host.StopAsync();

        Assert.That(async () => await host.SendAsync(new Add(Guid.NewGuid(), 1)),
            Throws.InstanceOf<OperationCanceledException>().Or.InstanceOf<MassTransit.ConsumerCanceledException>());
    }

    [Test]
    public async Task A_caller_that_gives_up_while_it_waits_is_let_go_and_nothing_of_it_is_done()
    {
        var host = await StartAsync();
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        using var patience = new CancellationTokenSource();
        var given = Guid.NewGuid();
        var blocking = host.SendAsync(new Do(Guid.NewGuid(), _ =>
        {
            entered.Set();
            release.Wait();
        }));
        entered.Wait();
        var waiting = host.SendAsync(new Add(given, 1), patience.Token);

        await patience.CancelAsync();

        Assert.That(async () => await waiting.WaitAsync(Until.Patience), Throws.InstanceOf<OperationCanceledException>());
        release.Set();
        await blocking;
        await host.SendAsync(new Add(Guid.NewGuid(), 1));
        Assert.That(await World.FindAsync(given), Is.Null);
    }
}

[TestFixture]
public sealed class Before_the_schema_exists : StoreFixture
{
    protected override bool HasSchema => false;

    [Test]
    public async Task The_sweeps_wait_for_it_and_the_state_says_so()
    {
        var host = await StartAsync();
        await Until.TrueAsync(() => host.State.Fault is not null, "the missing tables are seen");
        Assert.That(host.State.IsAnswering, Is.False);

        await World.CreateSchemaAsync();

        await Until.TrueAsync(() => host.State.IsAnswering, "the state recovers");
        await host.SendAsync(new Add(Guid.NewGuid(), 1));
        await Until.TrueAsync(() => World.Heard.Count == 1, "the store works");
    }
}
