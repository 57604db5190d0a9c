using System.Text;
using System.Text.Json;
using NUnit.Framework;
using OrderSaga.Batches;
using OrderSaga.Bulks;
using OrderSaga.Catalogue;
using OrderSaga.IntegrationTests.Doors;

namespace OrderSaga.IntegrationTests.Bulks;

/// <summary>The doors for bulks, as an upstream system uses them.</summary>
public sealed class Bulks_over_AMQP
{
    const string Create = "ordersaga.create-bulk";
    const string Dismiss = "ordersaga.dismiss-bulk";

    DoorWorld _world = null!;
    Listener _events = null!;
    Listener _batches = null!;
    Listener _rejections = null!;
    string _offline = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _world = await DoorWorld.MakeAsync(settings: new() { ["Regards:Tenant"] = "lta-sandbox" });
        await _world.StartAsync();
        _events = await _world.Upstream.ListenAsync("ordersaga.bulk-status-changed");
        _batches = await _world.Upstream.ListenAsync("ordersaga.batch-status-changed");
        _rejections = await _world.Upstream.ListenAsync("ordersaga.bulk-rejected");
        _offline = ((FileCatalogue)_world.Part<ICatalogue>()).SomeOfflineProduct!;
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    async Task<JsonElement> ToldAsync(Guid id, string status) =>
        (await _events.NextAsync(e => e.GetProperty("bulkId").GetGuid() == id && e.GetProperty("status").GetString() == status)).Json;

    async Task<JsonElement> RejectedAsync() => (await _rejections.NextAsync()).Json;

    static IEnumerable<string?> Fields(JsonElement rejected) => rejected.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString());

    [Test]
    public async Task A_list_in_plain_JSON_is_told_through_to_its_batches()
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(Create, $$"""{"bulkId":"{{id}}","products":["{{_offline}}","nobody"],"priority":7,"label":"summer"}""");
        var accepted = await ToldAsync(id, "accepted");
        Assert.That((accepted.GetProperty("phase").GetString(), accepted.GetProperty("progress").GetInt32(), accepted.GetProperty("label").GetString()), Is.EqualTo(("queued", 0, "summer")));
        await ToldAsync(id, "running");
        var done = await ToldAsync(id, "successful");
        Assert.That(
            (done.GetProperty("sequence").GetInt32(), done.GetProperty("progress").GetInt32(), done.GetProperty("numberOfProducts").GetInt32(),
                done.GetProperty("numberOfBatches").GetInt32(), done.GetProperty("rejectedProducts").GetInt32(), done.GetProperty("priority").GetInt32()),
            Is.EqualTo((3, 100, 1, 1, 1, 7)));
        Assert.That(done.GetProperty("totalVolume").GetInt64(), Is.Positive);
    }

    [Test]
    public async Task A_query_in_an_envelope_selects_and_its_repetition_is_the_same_bulk()
    {
        var id = Guid.NewGuid();
        var body = JsonSerializer.Serialize(new
        {
            messageType = new[] { "urn:message:OrderSaga.Contracts:CreateBulk" },
            message = new { bulkId = id, filter = new { op = "=", args = new object[] { new { property = "platform" }, "sentinel-1a" } }, batchSizeProducts = 4 },
        });
        await _world.Upstream.PublishAsync(Create, body, "application/vnd.masstransit+json");
        var done = await ToldAsync(id, "successful");
        Assert.That(done.GetProperty("numberOfBatches").GetInt32(), Is.EqualTo((done.GetProperty("numberOfProducts").GetInt32() + 3) / 4).And.GreaterThan(1));

        await _world.Upstream.PublishAsync(Create, body, "application/vnd.masstransit+json");
        var again = await ToldAsync(id, "successful");
        Assert.That((again.GetProperty("sequence").GetInt32(), again.TryGetProperty("previousStatus", out _)), Is.EqualTo((3, false)));

        await _world.Upstream.PublishAsync(Create, $$"""{"bulkId":"{{id}}","products":["{{_offline}}"]}""");
        var rejected = await RejectedAsync();
        Assert.That((rejected.GetProperty("bulkId").GetGuid(), Fields(rejected).Single()), Is.EqualTo((id, "bulkId")));
    }

    [Test]
    public async Task A_faulty_bulk_is_rejected_with_every_fault_and_not_stored()
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(Create, $$"""{"bulkId":"{{id}}","products":[],"filter":{"op":"guess","args":[]},"batchSizeProducts":0,"failurePolicy":"some","tenant":"nowhere"}""");
        var rejected = await RejectedAsync();
        Assert.That(rejected.GetProperty("bulkId").GetGuid(), Is.EqualTo(id));
        Assert.That(Fields(rejected), Is.SupersetOf(new[] { "products", "batchSizeProducts", "failurePolicy", "tenant" }));
        Assert.That(rejected.ToString(), Does.Contain("guess"), "an unknown operator is told by name");
        Assert.That(await _world.Part<BulkQueries>().FindAsync(id, CancellationToken.None), Is.Null);
    }

    [TestCase("{}", "bulkId")]
    [TestCase("""{"bulkId":"17","reason":5,"cascade":"all"}""", "bulkId", "reason", "cascade")]
    public async Task A_faulty_dismissal_is_refused_as_a_dismissal(string body, params string[] fields)
    {
        var refusals = await _world.Upstream.ListenAsync(Samples.Refused);
        await _world.Upstream.PublishAsync(Dismiss, body);
        var refused = (await refusals.NextAsync()).Json;
        Assert.That(refused.GetProperty("command").GetString(), Is.EqualTo(Dismiss));
        Assert.That(Fields(refused), Is.EqualTo(fields));
    }

    [Test]
    public async Task A_dismissal_of_a_finished_bulk_discards_its_batches()
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(Create, $$"""{"bulkId":"{{id}}","products":["{{_offline}}"]}""");
        await ToldAsync(id, "successful");
        await _world.Upstream.PublishAsync(Dismiss, $$"""{"bulkId":"{{id}}","reason":"too late"}""");
        var discarded = (await _batches.NextAsync(e => e.GetProperty("bulkId").GetGuid() == id)).Json;
        Assert.That((discarded.GetProperty("status").GetString(), discarded.GetProperty("phase").GetString()), Is.EqualTo(("dismissed", BatchPhase.Discarded)));
        Assert.That((await _world.Part<BulkQueries>().FindAsync(id, CancellationToken.None))!.Status, Is.EqualTo("successful"));
    }

    [TestCase("{\"bulkId\":\"0198b7c2")]
    [TestCase("[]")]
    [TestCase("""{"messageType":["urn:message:OrderSaga.Contracts:SubmitOrder"],"message":{}}""")]
    public async Task What_is_unreadable_goes_whole_to_the_error_queue(string body)
    {
        foreach (var queue in new[] { Create, Dismiss })
        {
            await _world.Upstream.PublishAsync(queue, body);
            await Until.TrueAsync(async () => await _world.Upstream.CountAsync(queue + "_error") == 1, "the message is in the error queue");
            Assert.That((await _world.Upstream.TakeAsync(queue + "_error")).Body, Is.EqualTo(Encoding.UTF8.GetBytes(body)));
        }
    }
}
