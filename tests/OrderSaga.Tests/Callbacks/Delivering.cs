using Microsoft.Extensions.Diagnostics.HealthChecks;
using NUnit.Framework;
using OrderSaga.Callbacks;
using OrderSaga.SagaStore.Sql;
using OrderSaga.Tests.Callbacks.Scenarios;

namespace OrderSaga.Tests.Callbacks;

/// <summary>The courier at work. Hours pass by the test's own clock.</summary>
public sealed class Delivering
{
    CallbackWorld _world = null!;

    [TearDown]
    public async Task Stop() => await _world.DisposeAsync();

    [Test]
    public async Task Sends_the_events_of_a_job_one_after_another()
    {
        _world = await CallbackWorld.MakeAsync();
        var job = Guid.NewGuid();
        foreach (var sequence in new[] { 4, 2, 3, 1 })
            await _world.AddAsync("/hook", job, sequence);
        await _world.StartAsync();

        await _world.UntilDeliveredAsync(job, 4);
        Assert.That(_world.Subscriber.All.Select(received => received.Text), Is.EqualTo(new[] { """{"n":1}""", """{"n":2}""", """{"n":3}""", """{"n":4}""" }));
        Assert.That(_world.Subscriber.All.Select(received => received.Id), Is.EqualTo(Enumerable.Range(1, 4).Select(n => $"{job}-{n}")));
    }

    [Test]
    public async Task Tries_again_with_growing_pauses_and_the_same_id_until_it_gets_through()
    {
        _world = await CallbackWorld.StartAsync();
        _world.Subscriber.Answer("/hook", 500);
        var job = await _world.AddAsync("/hook");
        await _world.AddAsync("/hook", job, 2);
        var pauses = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var failed = await _world.UntilFailedAsync(job, attempt);
            pauses.Add(failed.NextAttempt!.Value - _world.Now);
            Assert.That(_world.Subscriber.All, Has.Count.EqualTo(attempt), "nothing before its time, and nothing of the later event");
            if (attempt == 5)
                _world.Subscriber.Answer("/hook", 204);
            _world.Pass(pauses[^1]);
        }
        await _world.UntilDeliveredAsync(job, 2);

        Assert.That(pauses, Is.Ordered);
        Assert.That(pauses[^1], Is.GreaterThan(TimeSpan.FromMinutes(5)));
        Assert.That(_world.Subscriber.All.Select(received => received.Id), Is.EqualTo([.. Enumerable.Repeat($"{job}-1", 6), $"{job}-2"]));
        Assert.That(_world.Subscriber.All.Select(received => received.Time).Distinct().Count(), Is.EqualTo(6), "each attempt is of its own time");
        Assert.That((await _world.FindAsync(job)).Attempts, Is.EqualTo(6));
    }

    [Test]
    public async Task Gives_up_after_a_day_and_goes_on_with_the_next_event()
    {
        _world = await CallbackWorld.StartAsync();
        _world.Subscriber.Answer("/dead", 500);
        var job = await _world.AddAsync("/dead");
        await _world.AddAsync("/alive", job, 2);
        var begun = _world.Now;
        await _world.UntilFailedAsync(job, 1);
        Assert.That(_world.Subscriber.At("/alive"), Is.Empty);

        for (var attempt = 2; (await _world.FindAsync(job)).NextAttempt is { } next; attempt++)
        {
            _world.Pass(next - _world.Now);
            await _world.UntilFailedAsync(job, attempt);
        }
        Assert.That(_world.Now - begun, Is.EqualTo(TimeSpan.FromDays(1)));
        Assert.That(_world.Subscriber.At("/dead"), Has.Count.InRange(25, 40));
        var given = await _world.FindAsync(job);
        Assert.That((given.State, given.LastStatus, given.LastAnswer, given.LastFault), Is.EqualTo(("failed", (int?)500, "so it is", "answered 500")));
        await _world.UntilDeliveredAsync(job, 2);
    }

    [Test]
    public async Task Stops_where_the_receiver_says_that_it_is_gone()
    {
        _world = await CallbackWorld.StartAsync();
        _world.Subscriber.Answer("/gone", 410);
        var job = await _world.AddAsync("/gone");
        await _world.AddAsync("/hook", job, 2);
        await _world.UntilDeliveredAsync(job, 2);
        Assert.That(((await _world.FindAsync(job)).State, _world.Subscriber.At("/gone").Count), Is.EqualTo(("failed", 1)));
    }

    [Test]
    public async Task Leaves_a_receiver_alone_as_long_as_it_asks_for()
    {
        _world = await CallbackWorld.StartAsync();
        _world.Subscriber.Answer("/busy", 429, ("Retry-After", "600"));
        var job = await _world.AddAsync("/busy");
        var failed = await _world.UntilFailedAsync(job, 1);
        Assert.That(failed.NextAttempt, Is.EqualTo(_world.Now.AddMinutes(10)));

        var other = await _world.AddAsync("/hook");
        _world.Subscriber.Answer("/busy", 204);
        _world.Pass(TimeSpan.FromMinutes(10));
        await _world.UntilDeliveredAsync(job);
        await _world.UntilDeliveredAsync(other);
        Assert.That(_world.Subscriber.All[1].Time - _world.Subscriber.All[0].Time, Is.EqualTo(600), "nothing came in between");
    }

    [Test]
    public async Task Lets_no_dead_endpoint_delay_another()
    {
        await using var dead = await Subscriber.StartAsync();
        var hanging = 0;
        dead.Answer("/hook", async http =>
        {
            Interlocked.Increment(ref hanging);
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        _world = await CallbackWorld.MakeAsync(("Callbacks:Concurrency", "6"), ("Callbacks:EndpointConcurrency", "4"));
        _world.Register("dead", dead.Origin);
        for (var i = 0; i < 200; i++)
            await _world.AddAsync("/hook", origin: dead.Origin);
        await _world.StartAsync();
        await Until.TrueAsync(() => Task.FromResult(Volatile.Read(ref hanging) == 4), () => $"{hanging} hang");

        for (var i = 0; i < 10; i++)
            await _world.UntilDeliveredAsync(await _world.AddAsync("/hook"));
        Assert.That(hanging, Is.EqualTo(4), "none of the hanging ones is given up yet");
    }

    [Test]
    public async Task Spends_no_attempts_on_an_endpoint_that_is_down_and_finds_it_up_again()
    {
        _world = await CallbackWorld.MakeAsync();
        await using var other = await Subscriber.StartAsync();
        _world.Register("away", other.Origin);
        other.Answer("/hook", 503);
        var jobs = new List<Guid>();
        for (var i = 0; i < 50; i++)
            jobs.Add(await _world.AddAsync("/hook", origin: other.Origin));
        await _world.StartAsync();
        await Until.TrueAsync(() => Task.FromResult(_world.Part<CallbackLanes>().Down.Count == 1), () => "not down");
        Assert.That(other.All, Has.Count.InRange(3, 8));
        // Upkeep has counted, so that the probe can say what waits.
        var health = _world.Part<HealthCheckService>();
        HealthReport report = null!;
        await Until.TrueAsync(
            async () => (report = await health.CheckHealthAsync()).Entries["callbacks"].Description == "50 waiting; down: away", () => report.Entries["callbacks"].Description!);
        Assert.That(report.Status, Is.EqualTo(HealthStatus.Healthy));

        other.Answer("/hook", 204);
        _world.Pass(TimeSpan.FromMinutes(2));
        foreach (var job in jobs)
            Assert.That((await _world.UntilDeliveredAsync(job)).Attempts, Is.LessThanOrEqualTo(2));
        Assert.That(_world.Part<CallbackLanes>().Down, Is.Empty);
    }

    [Test]
    public async Task Sends_again_under_the_same_id_what_a_worker_had_sent_when_it_died()
    {
        _world = await CallbackWorld.MakeAsync();
        var job = await _world.AddAsync("/hook");
        // A worker that claimed and sent, and was gone before it could write the outcome.
        using var database = Database.Sqlite(_world.ConnectionString);
        var table = new CallbackTable(database);
        await table.SortAsync([new CallbackTable.Sorted(job, 1, "here")], CancellationToken.None);
        Assert.That(await table.ClaimAsync([("here", 1)], _world.Now, _world.Now + CallbackWorld.Lease, CancellationToken.None), Has.Count.EqualTo(1));
        await _world.AddAsync("/hook", job, 2);
        await _world.StartAsync();
        await _world.UntilDeliveredAsync(await _world.AddAsync("/other"));
        Assert.That(_world.Subscriber.At("/hook"), Is.Empty, "it may still be under way");

        _world.Pass(CallbackWorld.Lease);
        await _world.UntilDeliveredAsync(job, 2);
        Assert.That(_world.Subscriber.At("/hook").Select(received => received.Id), Is.EqualTo(new[] { $"{job}-1", $"{job}-2" }));
        Assert.That((await _world.FindAsync(job)).Attempts, Is.EqualTo(2));
    }

    [Test]
    public async Task Gives_back_what_is_under_way_when_it_stops()
    {
        _world = await CallbackWorld.StartAsync();
        var asked = new TaskCompletionSource();
        _world.Subscriber.Answer("/slow", async http =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        var job = await _world.AddAsync("/slow");
        await asked.Task;
        await _world.StopAsync();

        var callback = await _world.FindAsync(job);
        Assert.That((callback.State, callback.Attempts, callback.NextAttempt), Is.EqualTo(("pending", 0, (DateTime?)_world.Now)));
        _world.Subscriber.Answer("/slow", 204);
        await _world.StartAsync();
        await _world.UntilDeliveredAsync(job);
    }

    [Test]
    public async Task Says_what_keeps_an_event_from_being_sent()
    {
        _world = await CallbackWorld.StartAsync();
        var unregistered = await _world.AddAsync("/hook", origin: "https://elsewhere.example");
        var unknown = await _world.AddAsync("/hook", jobKind: "teleport");
        Assert.That((await _world.UntilFailedAsync(unregistered, 1)).LastFault, Does.StartWith("must lie under the prefix of a registered endpoint"));
        Assert.That((await _world.UntilFailedAsync(unknown, 1)).LastFault, Is.EqualTo("this worker can't write the body of a teleport"));
    }

    [Test]
    public async Task Sends_an_event_once_more_when_it_is_replayed()
    {
        _world = await CallbackWorld.StartAsync();
        var job = await _world.AddAsync("/hook");
        await _world.UntilDeliveredAsync(job);
        _world.Pass(TimeSpan.FromDays(2));
        Assert.That(await _world.Log.ReplayAsync(job, 1, CancellationToken.None));
        await _world.UntilReceivedAsync("/hook", 2);
        Assert.That(_world.Subscriber.All.Select(received => received.Id), Is.EqualTo(new[] { $"{job}-1", $"{job}-1" }));
        await _world.UntilDeliveredAsync(job);
    }

    [Test]
    public async Task Forgets_what_was_settled_long_ago()
    {
        _world = await CallbackWorld.StartAsync();
        _world.Subscriber.Answer("/busy", 500);
        await _world.UntilDeliveredAsync(await _world.AddAsync("/hook"));
        var pending = await _world.AddAsync("/busy");
        await _world.UntilFailedAsync(pending, 1);
        _world.Pass(TimeSpan.FromDays(30) + TimeSpan.FromMilliseconds(1));
        await Until.TrueAsync(async () => await _world.CountAsync() == 1, () => "still there");
        Assert.That((await _world.FindAsync(pending)).JobId, Is.EqualTo(pending));
    }
}
