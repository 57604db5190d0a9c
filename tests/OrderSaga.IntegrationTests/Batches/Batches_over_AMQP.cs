using System.Text;
using System.Text.Json;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.IntegrationTests.Doors;

namespace OrderSaga.IntegrationTests.Batches;

/// <summary>The doors for batches, as an upstream system uses them.</summary>
public sealed class Batches_over_AMQP
{
    const string Trigger = "ordersaga.trigger-batch";
    const string Dismiss = "ordersaga.dismiss-batch";

    DoorWorld _world = null!;
    Listener _events = null!;
    Listener _rejections = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _world = await DoorWorld.MakeAsync();
        await _world.StartAsync();
        _events = await _world.Upstream.ListenAsync("ordersaga.batch-status-changed");
        _rejections = await _world.Upstream.ListenAsync(Samples.Refused);
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    async Task<JsonElement> ToldAsync(Guid id, string status) =>
        (await _events.NextAsync(e => e.GetProperty("batchId").GetGuid() == id && e.GetProperty("status").GetString() == status)).Json;

    async Task<(Guid? Batch, string Errors)> RejectedAsync()
    {
        var rejected = (await _rejections.NextAsync()).Json;
        var errors = rejected.GetProperty("errors").EnumerateArray().Select(error =>
            $"{error.GetProperty("field")} {(error.TryGetProperty("value", out var value) ? value : "-")} {error.GetProperty("rule")}");
        return (rejected.TryGetProperty("batchId", out var id) ? id.GetGuid() : null, string.Join("; ", errors));
    }

    async Task<Guid> PrepareAsync(int products)
    {
        await using var database = _world.OpenDatabase();
        return await PreparedBatch.StoreAsync(database, products);
    }

    [Test]
    public async Task A_trigger_starts_it_and_its_repetition_is_told_again()
    {
        var id = await PrepareAsync(3);
        await _world.Upstream.PublishAsync(Trigger, $$"""{"batchId":"{{id}}","priority":80}""");
        var accepted = await ToldAsync(id, "accepted");
        Assert.That(
            (accepted.GetProperty("priority").GetInt32(), accepted.GetProperty("numberOfProducts").GetInt32(), accepted.GetProperty("progress").GetInt32(),
                accepted.GetProperty("sequence").GetInt32(), accepted.TryGetProperty("previousStatus", out _)),
            Is.EqualTo((80, 3, 0, 1, false)));
        await Until.TrueAsync(async () => await _world.CountOrdersAsync() >= 3, "its orders are stored");

        await _world.Upstream.PublishAsync(
            Trigger, $$$"""{"messageType":["urn:message:OrderSaga.Contracts:TriggerBatch"],"message":{"batchId":"{{{id}}}","priority":80}}""", "application/vnd.masstransit+json");
        Assert.That((await ToldAsync(id, "accepted")).GetProperty("sequence").GetInt32(), Is.EqualTo(1));

        await _world.Upstream.PublishAsync(Trigger, $$"""{"batchId":"{{id}}","priority":20}""");
        Assert.That(await RejectedAsync(), Is.EqualTo(((Guid?)id, "priority 20 must be 80, the priority with which the batch was triggered")));

        await _world.Upstream.PublishAsync(Dismiss, $$"""{"batchId":"{{id}}","reason":"wrong year"}""");
        var dismissed = await ToldAsync(id, "dismissed");
        Assert.That((dismissed.GetProperty("phase").GetString(), dismissed.GetProperty("message").GetString()), Is.EqualTo((BatchPhase.Stopping, "wrong year")));
        await _events.NextAsync(e => e.GetProperty("batchId").GetGuid() == id && e.GetProperty("phase").GetString() == BatchPhase.Cancelled && e.GetProperty("dismissed").GetInt32() == 3);

        await _world.Upstream.PublishAsync(Trigger, $$"""{"batchId":"{{id}}"}""");
        Assert.That(await RejectedAsync(), Is.EqualTo(((Guid?)id, $"batchId {id} must be the id of a prepared batch; this one has ended dismissed")));
        await _world.Upstream.PublishAsync(Trigger, $$"""{"batchId":"{{id}}","retryFailed":true}""");
        var again = (await _events.NextAsync(e => e.TryGetProperty("retryOf", out var of) && of.GetGuid() == id)).Json;
        Assert.That((again.GetProperty("status").GetString(), again.GetProperty("numberOfProducts").GetInt32()), Is.EqualTo(("accepted", 3)));
    }

    [Test]
    public async Task What_is_wrong_with_a_message_is_told_all_at_once()
    {
        await _world.Upstream.PublishAsync(Trigger, """{"batchId":"17","priority":0,"retryFailed":"yes"}""");
        var (batch, errors) = await RejectedAsync();
        Assert.That(batch, Is.Null);
        Assert.That(errors.Split("; ").Select(error => error.Split(' ')[0]), Is.EquivalentTo(new[] { "batchId", "priority", "retryFailed" }));

        var nobody = Guid.NewGuid();
        foreach (var door in new[] { Trigger, Dismiss })
        {
            await _world.Upstream.PublishAsync(door, $$"""{"batchId":"{{nobody}}"}""");
            Assert.That(await RejectedAsync(), Is.EqualTo(((Guid?)nobody, $"batchId {nobody} must be the id of a batch")));
        }
        await _world.Upstream.PublishAsync(Dismiss, """{"reason":5}""");
        Assert.That((await RejectedAsync()).Errors.Split("; "), Has.Length.EqualTo(2));
    }

    [TestCase(Trigger)]
    [TestCase(Dismiss)]
    public async Task What_can_not_be_read_goes_whole_to_the_error_queue(string door)
    {
        var body = Encoding.UTF8.GetBytes("{\"batchId\":\"0198b7c2");
        await _world.Upstream.PublishAsync(door, body);
        await Until.TrueAsync(async () => await _world.Upstream.CountAsync(door + "_error") == 1, "the message is in the error queue");
        Assert.That((await _world.Upstream.TakeAsync(door + "_error")).Body, Is.EqualTo(body));
    }
}
