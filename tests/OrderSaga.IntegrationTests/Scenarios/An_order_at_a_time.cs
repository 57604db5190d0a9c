using NUnit.Framework;
using OrderSaga.Contracts;
using OrderSaga.IntegrationTests.Scenarios.Stages;
using OrderSaga.Orders;

namespace OrderSaga.IntegrationTests.Scenarios;

[TestFixture(World.Embedded)]
[TestFixture(World.Servers)]
public sealed class An_order_at_a_time(World world)
{
    static readonly string[] PlainCourse = ["accepted", "running", "successful"];
    static readonly int[] PlainSequences = [1, 2, 3];

    Stage _stage = null!;

    [OneTimeSetUp]
    public async Task Open() => _stage = await Stage.OpenAsync(world);

    [OneTimeTearDown]
    public async Task Close() => await (_stage?.DisposeAsync() ?? default);

    [Test]
    public async Task Tells_its_whole_course_and_leaves_the_same_in_table_history_and_archive()
    {
        var order = Ordered.Plain() with { Priority = 70, Owner = "ice-desk", Label = "Fram Strait" };

        await _stage.SubmitAsync(order);
        await _stage.SettleAsync();

        var heard = _stage.Events.Of(order.OrderId).OrderBy(change => change.Sequence).ToList();
        var row = await _stage.Table.FindAsync(order.OrderId);
        var history = await _stage.Table.HistoryAsync(order.OrderId);
        var request = _stage.Archive.Of(order.OrderId).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(heard.Select(change => change.Sequence), Is.EqualTo(PlainSequences));
            Assert.That(heard.Select(change => change.Status), Is.EqualTo(PlainCourse));
            Assert.That(heard.Select(change => change.PreviousStatus), Is.EqualTo(new[] { null, "accepted", "running" }));
            Assert.That(heard.Select(change => change.Phase), Is.EqualTo(new[] { "queued", "granted", "completed" }));
            Assert.That(heard.Select(change => change.At), Is.Ordered);
            Assert.That(heard, Has.All.Matches<OrderStatusChanged>(change =>
                change is { Priority: 70, Owner: "ice-desk", Tenant: "lta-sandbox", Label: "Fram Strait", Attempt: 1, ReasonCode: null }
                && change.ProductIdentifier == order.Product!.Id));
            Assert.That(row!.Status, Is.EqualTo("successful"));
            Assert.That(row.Finished, Is.EqualTo(heard[2].At).Within(TimeSpan.FromMilliseconds(1)));
            Assert.That(row.Sequence, Is.EqualTo(3));
            // The stamp may come after the answers: then there is no line of its own for it.
            Assert.That(history.Where(line => line.Cause != "dispatched").Select(line => (line.Cause, line.ToStatus)), Is.EqualTo(
                new[] { ("submitted", "accepted"), ("granted", "running"), ("success", "successful") }));
            Assert.That(history.Select(line => line.RequestId), Has.All.EqualTo(order.OrderId.ToString()));
            Assert.That(request.RequestId, Is.EqualTo(order.OrderId.ToString()));
            Assert.That((request.Tenant, request.Owner, request.ProviderId, request.Urn), Is.EqualTo(
                ("lta-sandbox", "ice-desk", order.Product!.Id, order.Product.Urn)));
            Assert.That((await Account.OfAsync(_stage)).Contradictions(_stage.Submitted), Is.Empty);
        }
    }

    [TestCase(2)]
    [TestCase(3)]
    public async Task Sent_several_times_is_one_order(int times)
    {
        var order = Ordered.Plain();

        await _stage.SubmitAsync([.. Enumerable.Repeat(order, times)]);
        // The first message makes three events, each repetition tells the status once more.
        await Until.TrueAsync(() => _stage.Events.Of(order.OrderId).Count >= 2 + times, () => _stage.Events.Told(order.OrderId));
        await _stage.SettleAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_stage.Archive.Of(order.OrderId), Has.Count.EqualTo(1));
            Assert.That(_stage.Events.Rejections.Where(rejection => rejection.OrderId == order.OrderId), Is.Empty);
            Assert.That((await Account.OfAsync(_stage)).Contradictions(_stage.Submitted), Is.Empty);
        }
    }

    [Test]
    public async Task With_other_content_under_the_same_id_is_rejected_and_changes_nothing()
    {
        var order = Ordered.Plain();
        await _stage.SubmitAsync(order);
        await _stage.SettleAsync();
        var before = await _stage.Table.FindAsync(order.OrderId);

        await _stage.SubmitAsync(order with { Priority = 99 });
        await Until.TrueAsync(
            () => _stage.Events.Rejections.Any(rejection => rejection.OrderId == order.OrderId), () => $"{_stage.Events.Rejections.Count} rejections");

        var rejection = _stage.Events.Rejections.Single(rejection => rejection.OrderId == order.OrderId);
        var after = await _stage.Table.FindAsync(order.OrderId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rejection.Errors.Single().Field, Is.EqualTo("orderId"));
            Assert.That(rejection.Errors.Single().Rule, Does.Contain("other content"));
            Assert.That((after!.Priority, after.Sequence, after.Entries), Is.EqualTo((50, before!.Sequence, before.Entries)));
            Assert.That(_stage.Archive.Of(order.OrderId), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Dismissed_after_sending_keeps_late_answers_in_the_history_alone()
    {
        var order = Ordered.Held();
        await _stage.SubmitAsync(order);
        await _stage.Events.UntilAsync(order.OrderId, "running");

        await _stage.DismissAsync(order.OrderId, "no longer needed");
        await _stage.Events.UntilAsync(order.OrderId, "dismissed");
        await _stage.CompleteAsync(order);
        await Until.TrueAsync(
            async () => (await _stage.Table.HistoryAsync(order.OrderId)).Any(line => line is { Cause: "success", Late: true }),
            async () => $"history: {string.Join(", ", (await _stage.Table.HistoryAsync(order.OrderId)).Select(line => line.Cause))}");
        await _stage.SettleAsync();

        var row = await _stage.Table.FindAsync(order.OrderId);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((row!.Status, row.Phase, row.Message), Is.EqualTo(("dismissed", OrderPhase.Cancelled, "no longer needed")));
            Assert.That(_stage.Events.Told(order.OrderId), Is.EqualTo("1 accepted, 2 running, 3 dismissed"));
            Assert.That((await Account.OfAsync(_stage)).Contradictions(_stage.Submitted), Is.Empty);
        }
    }
}
