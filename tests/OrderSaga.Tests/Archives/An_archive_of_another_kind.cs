using System.Text.Json;
using MassTransit.Mediator;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Archives;

/// <summary>REGARDS is exchanged for an archive of the test in one line of the wiring; all else is the worker as it ships.</summary>
public sealed class An_archive_of_another_kind
{
    ShelfService _service = null!;

    [OneTimeSetUp]
    public async Task Start() => _service = await ShelfService.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await (_service?.DisposeAsync() ?? default);

    [Test]
    public void Is_served_without_REGARDS_and_without_a_broker_of_its_own()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_service.Services.GetService<IRegardsBus>(), Is.Null);
            Assert.That(_service.Services.GetServices<IBusInstance>().Select(bus => bus.HostConfiguration.HostAddress.Scheme), Is.EqualTo(new[] { "loopback" }));
        }
    }

    [TestCase("SHELF-GOOD-1", "successful", null, null)]
    [TestCase("SHELF-LOST-1", "failed", "denied", "There is no such box.")]
    [TestCase("SHELF-BURNT-1", "failed", "archive-error", "The box is empty.")]
    [TestCase("SHELF-BOLTED-1", "failed", "invalid-request", "product.id: is bolted to the shelf")]
    [TestCase("SHELF-SILENT-1", "failed", "timeout", "The archive")]
    public async Task Ends_orders_over_HTTP(string product, string status, string? reason, string? message)
    {
        var job = await _service.UntilAsync(await _service.OrderAsync(product), status);
        AssertEnd(job, reason, message);
    }

    [TestCase("SHELF-GOOD-2", "successful", null, null)]
    [TestCase("SHELF-LOST-2", "failed", "denied", "There is no such box.")]
    [TestCase("SHELF-BURNT-2", "failed", "archive-error", "The box is empty.")]
    public async Task Ends_orders_over_the_mediator(string product, string status, string? reason, string? message)
    {
        var order = Guid.NewGuid();
        await _service.Services.GetRequiredService<IMediator>().Send(new PlaceOrder
        {
            OrderId = order,
            ProductIdentifier = product,
            Product = new OrderProduct { Urn = "shelf:3", Id = product, Model = "box", EntityType = "cardboard" },
            Priority = 60,
            Owner = "reader",
            Tenant = "lta-test",
            ContentDigest = "d",
            At = DateTime.UtcNow,
        });
        var job = await _service.UntilAsync(order.ToString(), status);
        AssertEnd(job, reason, message);
    }

    [Test]
    public async Task Ends_orders_of_a_bulk()
    {
        var answer = await _service.SendAsync(
            HttpMethod.Post, "/processes/bulk-create-request/execution",
            """{"inputs":{"products":["SHELF-GOOD-1","SHELF-GOOD-2","SHELF-LOST-1"],"batch_size_products":10,"automatic_trigger":true}}""");
        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        await _service.UntilAsync(answer.Member("jobID")!, "successful");
        var batches = await _service.SendAsync(HttpMethod.Get, $"/bulks/{answer.Member("jobID")}/batches");
        var batch = batches.Json.GetProperty("batches")[0].GetProperty("batch_id").GetString()!;
        var ended = await _service.UntilAsync(batch, "successful");
        Assert.That(ended.Text, Does.Contain("partial"));
    }

    [Test]
    public async Task Answers_when_it_likes_and_an_order_runs_meanwhile()
    {
        var job = await _service.OrderAsync("SHELF-KEPT-1");
        await _service.UntilAsync(job, "running");
        await _service.Shelf.FinishAsync(_service.Shelf.Asked.Single(request => request.OrderId == Guid.Parse(job)));
        AssertEnd(await _service.UntilAsync(job, "successful"), null, "dusted");
    }

    [Test]
    public async Task May_be_dismissed_from_before_it_answers()
    {
        var job = await _service.OrderAsync("SHELF-KEPT-1");
        await _service.UntilAsync(job, "running");
        await _service.SendAsync(HttpMethod.Delete, $"/jobs/{job}");
        await _service.Shelf.FinishAsync(_service.Shelf.Asked.Single(request => request.OrderId == Guid.Parse(job)));
        await _service.UntilAsync(job, "dismissed");
    }

    [Test]
    public async Task Says_at_the_door_what_it_does_not_take()
    {
        var heavy = await _service.ExecuteAsync("SHELF-HEAVY-1");
        var slip = await _service.ExecuteAsync("SHELF-GOOD-1", ",\"properties\":{\"a\":1}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(heavy.Status, Is.EqualTo(400), heavy.Text);
            Assert.That(heavy.Text, Does.Contain("too heavy for the ladder"));
            Assert.That(slip.Status, Is.EqualTo(400), slip.Text);
            Assert.That(slip.Text, Does.Contain("inputs.properties.note").And.Contain("is required on a slip"));
        }
    }

    [Test]
    public async Task Is_told_what_is_asked_for_besides_the_product()
    {
        var job = await _service.OrderAsync("SHELF-GOOD-1", ",\"properties\":{\"note\":\"with care\"},\"priority\":90,\"label\":\"l\"");
        await _service.UntilAsync(job, "successful");
        var request = _service.Shelf.Asked.Single(request => request.OrderId == Guid.Parse(job));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(JsonElement.Parse(request.Content!).GetProperty("note").GetString(), Is.EqualTo("with care"));
            Assert.That((request.Priority, request.Label, request.Attempt, request.Id), Is.EqualTo((90, "l", 1, job)));
        }
    }

    [Test]
    public async Task Is_asked_again_under_the_same_id_when_something_kept_a_request_back()
    {
        _service.Shelf.Block(1);
        var job = await _service.OrderAsync("SHELF-GOOD-1");
        await _service.UntilAsync(job, "successful");
        Assert.That(_service.Shelf.Asked.Where(request => request.OrderId == Guid.Parse(job)).Select(request => request.Id), Is.EqualTo(new[] { job, job }));
    }

    static void AssertEnd(Gateway.Answer job, string? reason, string? message)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(job.Member("lta", "reason_code"), Is.EqualTo(reason), job.Text);
            if (message is not null)
                Assert.That(job.Member("message"), Does.Contain(message));
        }
    }
}
