using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OrderSaga.SagaStore.Outbox;

namespace OrderSaga.Tests.SagaStore;

[TestFixture]
public sealed class Telling_the_bus : StoreFixture
{
    [Test]
    public async Task Rows_that_a_dead_process_left_are_sent_after_their_lease_with_their_own_id()
    {
        var leftOver = Guid.NewGuid();
        var leased = Guid.NewGuid();
        await LeaveBehindAsync(leftOver, DateTime.UtcNow.AddSeconds(-1));
        await LeaveBehindAsync(leased, DateTime.UtcNow.AddHours(1));

        await StartAsync();

        await Until.TrueAsync(() => World.Heard.Any(heard => heard.MessageId == leftOver), "the row is sent");
        await Until.TrueAsync(async () => await World.CountOutboxAsync() == 1, "its row vanishes");
        Assert.That(World.Heard.Select(heard => heard.MessageId), Has.None.EqualTo(leased), "the leased one is another's");
    }

    [Test]
    public async Task A_process_without_a_bus_leaves_its_messages_to_one_that_has_it()
    {
        var gateway = await StartAsync(new() { HasBus = false });
        var id = Guid.NewGuid();
        await gateway.SendAsync(new Add(id, 1));
        await using var context = World.Open();
        var row = await context.Outbox.SingleAsync();

        await StartAsync();

        await Until.TrueAsync(() => World.Heard.Any(heard => heard.MessageId == row.Id && heard.Message.CounterId == id), "the worker sends it");
    }

    [Test]
    public async Task While_the_broker_is_away_callers_go_on_and_all_is_told_when_it_is_back()
    {
        // Who waited for the broker would wait for longer than the test.
        var host = await StartAsync(new()
        {
            Options = options =>
            {
                StoreHost.Quick(options);
                (options.PublishTimeout, options.OutboxLease) = (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));
            },
        });
        await host.SendAsync(new Add(Guid.NewGuid(), 1));
        await Until.TrueAsync(() => World.Heard.Count == 1, "the bus works");
        await World.TakeBrokerAwayAsync();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.SendAsync(new Add(Guid.NewGuid(), 1)))).WaitAsync(Until.Patience);
        await Until.TrueAsync(async () => await World.CountOutboxAsync() == 50, "what could not be told stays");
        await using var context = World.Open();
        var owed = await context.Outbox.Select(row => (Guid?)row.Id).ToListAsync();

        await World.BringBrokerBackAsync();
        await World.UntilToldAsync();
        await Until.TrueAsync(() => owed.TrueForAll(id => World.Heard.Any(heard => heard.MessageId == id)), "all are told");
    }

    [Test]
    public async Task A_process_that_starts_without_its_broker_works_and_tells_later()
    {
        await World.TakeBrokerAwayAsync();
        var host = await StartAsync(new() { WaitsForBus = false });
        var id = Guid.NewGuid();

        await host.SendAsync(new Add(id, 1));
        Assert.That((await World.FindAsync(id))!.Count, Is.EqualTo(1));

        await World.BringBrokerBackAsync();
        await Until.TrueAsync(() => World.Heard.Any(heard => heard.Message.CounterId == id), "it is told");
    }

    [Test]
    public async Task An_envelope_is_what_a_default_endpoint_reads()
    {
        var host = await StartAsync(new() { Format = EventFormat.Envelope });
        var id = Guid.NewGuid();
        var leftOver = Guid.NewGuid();
        await LeaveBehindAsync(leftOver, DateTime.UtcNow.AddSeconds(-1));

        await host.SendAsync(new Add(id, 7));

        await Until.TrueAsync(() => World.Heard.Any(heard => heard.Message == new CountChanged(id, 7)), "the direct one is read");
        await Until.TrueAsync(() => World.Heard.Any(heard => heard.MessageId == leftOver), "the swept one too");
    }

    [Test]
    public async Task Behaviour_and_message_belong_to_the_activity_of_the_caller()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("a caller");
        var host = await StartAsync();
        var id = Guid.NewGuid();
        string? inside = null;
        // What is told before the bus is open goes by way of the table alone, which keeps no trace.
        await Until.TrueAsync(() => host.Services.GetRequiredService<Relay>().IsOpen, "the bus is open");

        using var caller = source.StartActivity("calls")!;
        await host.SendAsync(new Do(id, _ => inside = Activity.Current?.TraceId.ToString()));
        await host.SendAsync(new Add(id, 1));

        Assert.That(inside, Is.EqualTo(caller.TraceId.ToString()));
        await Until.TrueAsync(() => !World.Heard.IsEmpty, "the message is heard");
        Assert.That(World.Heard.Single().Activity, Does.Contain(caller.TraceId.ToString()));
    }

    async Task LeaveBehindAsync(Guid id, DateTime leaseUntil)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { counterId = Guid.NewGuid(), newCount = 9 });
        var type = typeof(CountChanged).FullName;
        await using var context = World.Open();
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO outbox (id, message_type, body, created_at, lease_until) VALUES ({id}, {type}, {body}, {DateTime.UtcNow}, {leaseUntil})");
    }
}
