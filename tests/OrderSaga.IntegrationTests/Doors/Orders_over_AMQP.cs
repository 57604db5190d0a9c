using System.Text;
using MassTransit;
using NUnit.Framework;
using OrderSaga.Contracts;
using static OrderSaga.IntegrationTests.Doors.Samples;

namespace OrderSaga.IntegrationTests.Doors;

public sealed class Orders_over_AMQP
{
    DoorWorld _world = null!;
    Listener _events = null!;
    Listener _rejections = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _world = await DoorWorld.MakeAsync();
        await _world.StartAsync();
        // Nothing was told yet: the exchanges of our events are there for listeners to bind.
        _events = await _world.Upstream.ListenAsync(StatusChanged);
        _rejections = await _world.Upstream.ListenAsync(Rejected);
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    [Test]
    public async Task Exchanges_are_durable_fanout_and_bound_to_the_queue_of_their_name()
    {
        foreach (var exchange in new[] { SubmitQueue, DismissQueue, StatusChanged, Rejected, Refused })
            await _world.Upstream.DeclareExchangeAsync(exchange); // Another type or durability would be refused.
        Assert.That(await _world.Upstream.CountAsync(SubmitQueue), Is.Not.Null);
        Assert.That(await _world.Upstream.CountAsync(DismissQueue), Is.Not.Null);
    }

    [TestCase("application/json")]
    [TestCase("application/json; charset=utf-8")]
    [TestCase("text/plain")]
    [TestCase("application/vnd.masstransit+json")]
    [TestCase("no content type at all")]
    [TestCase(null)]
    public async Task Plain_JSON_is_taken_whatever_it_is_labelled(string? contentType)
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, Order(id, "\"priority\":7"), contentType);
        var told = await _events.NextAsync(e => e.Is(id));
        Assert.That(told.Json.GetProperty("status").GetString(), Is.EqualTo("accepted"));
        Assert.That(told.Json.GetProperty("sequence").GetInt32(), Is.EqualTo(1));
        Assert.That((await _world.OrderAsync(id))!.Priority, Is.EqualTo(7));
    }

    [Test]
    public async Task Foreign_headers_in_MassTransits_names_do_no_harm()
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, Order(id), headers: new()
        {
            ["MT-MessageType"] = "urn:message:Their:Own",
            ["MT-Host-Info"] = "not JSON",
            ["MessageId"] = 17,
            ["MT-Fault-Message"] = new byte[] { 0xff },
        });
        Assert.That((await _events.NextAsync(e => e.Is(id))).Json.GetProperty("status").GetString(), Is.EqualTo("accepted"));
    }

    [Test]
    public async Task A_byte_order_mark_is_no_fault()
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(Order(id))]);
        await _events.NextAsync(e => e.Is(id));
    }

    [TestCase("application/vnd.masstransit+json")]
    [TestCase("application/json")]
    [TestCase(null)]
    public async Task An_envelope_written_by_hand_is_opened(string? contentType)
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(
            SubmitQueue, $$"""{"messageId":"x","messageType":["urn:message:OrderSaga.Contracts:SubmitOrder"],"message":{{Order(id)}}}""", contentType);
        await _events.NextAsync(e => e.Is(id));
    }

    [Test]
    public async Task A_MassTransit_bus_with_default_settings_can_order_and_dismiss()
    {
        var bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(factory => factory.Host(new Uri(TestServers.UriOf(_world.UpstreamVhost))));
        await bus.StartAsync();
        try
        {
            var id = Guid.NewGuid();
            await bus.Publish(new SubmitOrder
            {
                OrderId = id,
                Product = new OrderedProduct { Urn = Urn, Id = "P-1" },
                NotBefore = DateTimeOffset.UtcNow.AddDays(1),
                Patch = new OrderPatch { Properties = System.Text.Json.JsonElement.Parse("""{"a":1}""") },
            });
            await _events.NextAsync(e => e.Is(id));
            await bus.Publish(new DismissOrder { OrderId = id, Reason = "changed my mind" });
            var dismissed = await _events.NextAsync(e => e.Is(id));
            Assert.That(dismissed.Json.GetProperty("status").GetString(), Is.EqualTo("dismissed"));
            Assert.That(dismissed.Json.GetProperty("message").GetString(), Is.EqualTo("changed my mind"));
        }
        finally
        {
            await bus.StopAsync();
        }
    }

    [Test]
    public async Task The_same_order_again_is_told_again_and_stored_once()
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(
            SubmitQueue, Order(id, """
            "label":"a b","patch":{"properties":{"x":1,"y":{"p":true,"q":[1,2]}}},"notBefore":"2020-01-01T00:00:00Z","priority":60
            """));
        await _events.NextAsync(e => e.Is(id));
        var stored = await _world.CountOrdersAsync();

        // Other member order, other white space, escapes, the same moment in another zone, the same numbers otherwise spelled, an envelope: the same content.
        await _world.Upstream.PublishAsync(SubmitQueue, $$"""
            {"messageType":["urn:message:OrderSaga.Contracts:SubmitOrder"], "message": {
              "notBefore": "2020-01-01 02:00:00.000000000000+02:00", "priority": 6.0e1,
              "patch": { "properties": { "y": { "q": [1.0,   2e0], "p": true }, "\u0078": 10e-1 } },
              "product": { "id": "P-1", "urn": "{{Urn}}" }, "label": "a\u0020b", "orderId": "{{id.ToString().ToUpperInvariant()}}", "owner": null } }
            """);
        var again = await _events.NextAsync(e => e.Is(id));
        Assert.That(again.Json.GetProperty("status").GetString(), Is.EqualTo("accepted"));
        Assert.That(again.Json.GetProperty("sequence").GetInt32(), Is.EqualTo(1));
        Assert.That(await _world.CountOrdersAsync(), Is.EqualTo(stored));
    }

    [TestCase("\"notBefore\":\"0001-01-01T00:00:00Z\"")]
    [TestCase("\"notBefore\":\"2016-12-31T23:59:60z\"")]
    [TestCase("\"priority\":50.0")]
    [TestCase("\"priority\":null,\"label\":null,\"notBefore\":null,\"patch\":null,\"subscriber\":null")]
    public async Task Values_count_by_what_they_say(string more)
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, Order(id, more));
        Assert.That((await _events.NextAsync(e => e.Is(id))).Json.GetProperty("status").GetString(), Is.EqualTo("accepted"));
        Assert.That((await _world.OrderAsync(id))!.Priority, Is.EqualTo(50));
    }

    [TestCase("\"priority\":51")]
    [TestCase("\"label\":\"other\"")]
    [TestCase("\"patch\":{\"properties\":{\"x\":2}}")]
    [TestCase("\"subscriber\":{\"failedUri\":\"https://client.example/failed\"}")]
    public async Task The_same_id_for_another_order_is_rejected(string more)
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, Order(id));
        await _events.NextAsync(e => e.Is(id));
        await _world.Upstream.PublishAsync(SubmitQueue, Order(id, more));
        var rejected = await _rejections.NextAsync(e => e.Is(id));
        Assert.That(rejected.Json.GetProperty("errors")[0].GetProperty("field").GetString(), Is.EqualTo("orderId"));
    }

    [TestCase("{}", "orderId")]
    [TestCase("""{"orderId":"17","reason":5}""", "orderId", "reason")]
    public async Task A_faulty_dismissal_is_refused_as_a_dismissal(string body, params string[] fields)
    {
        var refusals = await _world.Upstream.ListenAsync(Refused);
        await _world.Upstream.PublishAsync(DismissQueue, body);
        var refused = await refusals.NextAsync();
        Assert.That(refused.Json.GetProperty("command").GetString(), Is.EqualTo(DismissQueue));
        Assert.That(refused.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()), Is.EqualTo(fields));
        Assert.That(refused.Properties.ContentType, Is.EqualTo("application/json"));
    }

    [Test]
    public async Task A_patch_of_five_megabytes_is_an_order_like_any_other()
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, Order(id, $$$"""
            "patch":{"properties":{"text":"{{{new string('x', 5_000_000)}}}"}},"notBefore":"{{{DateTime.UtcNow.AddDays(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}}"
            """));
        await _events.NextAsync(e => e.Is(id));
        Assert.That((await _world.OrderAsync(id))!.Patch, Has.Length.GreaterThan(5_000_000));
    }
}
