using NUnit.Framework;
using OrderSaga.Orders;
using OrderSaga.Orders.Queue;
using static OrderSaga.IntegrationTests.Doors.Samples;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>The dispatcher towards a REGARDS that is a queue on its patch exchange; its answers are written by the test.</summary>
[TestFixture(false), TestFixture(true)]
public sealed class What_REGARDS_receives(bool postgres)
{
    DoorWorld _world = null!;

    [SetUp]
    public async Task MakeAsync()
    {
        _world = await DoorWorld.MakeAsync(postgres);
        await _world.Regards.DeclareExchangeAsync(PatchExchange);
    }

    [TearDown]
    public async Task EndAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    async Task<Guid> OrderAsync(string more = "")
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, Order(id, more));
        return id;
    }

    [Test]
    public async Task A_request_is_written_as_the_contract_says()
    {
        var inbox = await _world.Regards.ListenAsync(PatchExchange, "inbox");
        await _world.StartAsync();
        var id = await OrderAsync("""
            "priority":77,"owner":"bob","notBefore":"2026-01-02T03:04:05.678Z","patch":{"properties":{"a":null,"g":{"b":"é"}}}
            """);
        var message = await inbox.NextAsync();

        Assert.That(message.Properties.ContentType, Is.EqualTo("application/json"));
        Assert.That(message.Properties.ContentEncoding, Is.EqualTo("UTF-8"));
        Assert.That((byte)message.Properties.DeliveryMode, Is.EqualTo(2));
        Assert.That(message.Properties.Priority, Is.EqualTo(77));
        const string type = "fr.cnes.regards.modules.feature.dto.event.in.FeatureUpdateRequestEvent";
        var headers = message.Properties.Headers!;
        Assert.That(headers.Values, Has.All.InstanceOf<byte[]>(), "long strings");
        Assert.That(headers.Keys.ToDictionary(name => name, message.Header), Is.EquivalentTo(new Dictionary<string, string>
        {
            ["regards.tenant"] = "lta-sandbox",
            ["regards.request.id"] = id.ToString(),
            ["regards.request.date"] = "2026-01-02T03:04:05.678Z",
            ["regards.request.owner"] = "bob",
            ["regards.type"] = type,
            ["__TypeId__"] = type,
            ["regards.converter"] = "GSON",
        }));
        Assert.That(message.Text, Is.EqualTo(
            $$$$$"""{"metadata":{"storages":[],"priority":"HIGH"},"feature":{"type":"Feature","id":"P-1","urn":"{{{{{Urn}}}}}","entityType":"DATA","model":"LTA_PRODUCT","properties":{"a":null,"g":{"b":"é"}}}}"""));
        await _world.UntilAsync(id, order => order is { Phase: OrderPhase.Dispatched, SentAt: not null, Sends: 1, DispatchAt: null }, "the order is stamped");
    }

    [Test]
    public async Task Without_a_queue_nothing_is_lost_and_the_reason_is_told()
    {
        await _world.StartAsync();
        var id = await OrderAsync();
        var state = _world.Part<DispatchState>();
        await Until.TrueAsync(() => state.Fault?.Contains("No queue is bound", StringComparison.Ordinal) == true, "the dispatcher says why");
        await _world.UntilAsync(id, order => order is { Status: "accepted", DispatchAt: not null, SentAt: null }, "the order waits");
        var inbox = await _world.Regards.ListenAsync(PatchExchange, "inbox");
        Assert.That((await inbox.NextAsync()).Header("regards.request.id"), Is.EqualTo(id.ToString()));
        await _world.UntilAsync(id, order => order.Phase == OrderPhase.Dispatched, "the order is sent");
        await Until.TrueAsync(() => state.Fault is null, "the fault is over");
    }

    [Test]
    public async Task Pages_go_out_by_priority_within_the_window()
    {
        // They come while no queue is bound, so that all wait when the first page is taken.
        _world.Set("Regards:PageSize", "3");
        _world.Set("Regards:MaxInFlight", "7");
        _world.Set("Dispatch:OwnerShare", "100");
        await _world.StartAsync();
        var ids = new Dictionary<string, int>();
        for (var priority = 1; priority <= 10; priority++)
            ids[(await OrderAsync($"\"priority\":{priority}")).ToString()] = priority;
        await Until.TrueAsync(async () => await _world.CountOrdersAsync() == 10, "all are stored");
        await Until.TrueAsync(() => _world.Part<DispatchState>().Fault is not null, "they are refused");
        var inbox = await _world.Regards.ListenAsync(PatchExchange, "inbox");

        var first = await inbox.TakeAsync(7);
        Assert.That(first.Select(message => ids[message.Header("regards.request.id")]).Order(), Is.EqualTo(new[] { 4, 5, 6, 7, 8, 9, 10 }));
        // An answer makes room for one more.
        await AnswerAsync(first[0].Header("regards.request.id"), "DENIED");
        Assert.That(ids[(await inbox.NextAsync()).Header("regards.request.id")], Is.EqualTo(3));
        Assert.That(inbox.TryNext(out _), Is.False);
    }

    [Test]
    public async Task An_order_for_later_is_held_until_it_is_due()
    {
        var inbox = await _world.Regards.ListenAsync(PatchExchange, "inbox");
        await _world.StartAsync();
        var due = DateTime.UtcNow.AddSeconds(3);
        var later = await OrderAsync($"\"notBefore\":\"{due:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\"");
        await _world.UntilAsync(later, order => order.Phase == OrderPhase.Scheduled, "it is scheduled");
        var now = await OrderAsync();
        Assert.That((await inbox.NextAsync()).Header("regards.request.id"), Is.EqualTo(now.ToString()));
        var second = await inbox.NextAsync();
        Assert.That(DateTime.UtcNow, Is.GreaterThanOrEqualTo(due));
        Assert.That(second.Header("regards.request.id"), Is.EqualTo(later.ToString()));
        Assert.That(DateTimeOffset.Parse(second.Header("regards.request.date"), System.Globalization.CultureInfo.InvariantCulture).UtcDateTime,
            Is.EqualTo(due).Within(TimeSpan.FromMilliseconds(1)));
    }

    [Test]
    public async Task An_order_that_the_settings_no_longer_allow_fails_alone()
    {
        await _world.StartAsync();
        var template = await OrderAsync();
        var own = await OrderAsync("\"patch\":{\"properties\":{\"x\":1}}");
        await Until.TrueAsync(async () => await _world.CountOrdersAsync() == 2, "both are stored");
        await Until.TrueAsync(() => _world.Part<DispatchState>().Fault is not null, "they wait");
        await _world.StopAsync();
        await using (var database = await BreakAsync(template))
            Assert.That(database, Is.Not.Null);
        var inbox = await _world.Regards.ListenAsync(PatchExchange, "inbox");
        await _world.StartAsync();
        Assert.That((await inbox.NextAsync()).Header("regards.request.id"), Is.EqualTo(own.ToString()));
        await _world.UntilAsync(template, order => order is { Status: "failed", ReasonCode: ReasonCode.InvalidRequest }, "the other one fails");
    }

    /// <summary>A row as older rules would have let in.</summary>
    async Task<IAsyncDisposable> BreakAsync(Guid id)
    {
        var database = _world.OpenDatabase();
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlInterpolatedAsync(
            database.Database, $"UPDATE orders SET model = '' WHERE correlation_id = {id}");
        return database;
    }

    [Test]
    public async Task An_id_in_use_after_our_own_repetition_is_neutral()
    {
        _world.Set("Regards:ClaimLease", "00:00:01");
        var inbox = await _world.Regards.ListenAsync(PatchExchange, "inbox");
        await _world.StartAsync();
        var id = await OrderAsync();
        await inbox.NextAsync();
        await _world.UntilAsync(id, order => order.Phase == OrderPhase.Dispatched, "it is sent");
        // As a crash between confirm and stamp leaves it: claimed by a dead dispatcher, not stamped.
        await using (var database = _world.OpenDatabase())
        {
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlInterpolatedAsync(
                database.Database, $"UPDATE orders SET dispatch_at = {DateTime.UtcNow}, claimed_until = {DateTime.UtcNow}, sent_at = NULL, deadline = NULL WHERE correlation_id = {id}");
        }
        Assert.That((await inbox.NextAsync()).Header("regards.request.id"), Is.EqualTo(id.ToString()), "the same request id");
        await AnswerAsync(id.ToString(), "DENIED", "[request.requestId.exists.error.message] in use");
        await AnswerAsync(id.ToString(), "GRANTED");
        await _world.UntilAsync(id, order => order is { Status: "running", Attempt: 1, Sends: 2 }, "the grant counts");
    }

    Task AnswerAsync(string requestId, string state, string error = "[other] no") => _world.Regards.PublishAsync(
        AnswerExchange, $$"""{"type":"PATCH","requestId":"{{requestId}}","requestOwner":"ordersaga","state":"{{state}}","errors":["{{error}}"]}""",
        headers: new() { ["regards.tenant"] = "lta-sandbox" });
}
