using System.Text;
using NUnit.Framework;
using static OrderSaga.IntegrationTests.Doors.Samples;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>What is no JSON object, or an envelope of something else: whole in the error queue, byte for byte.</summary>
public sealed class Unreadable_messages
{
    DoorWorld _world = null!;
    Listener _rejections = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _world = await DoorWorld.MakeAsync();
        await _world.StartAsync();
        _rejections = await _world.Upstream.ListenAsync(Rejected);
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    static IEnumerable<TestCaseData> Bodies()
    {
        static TestCaseData Case(string name, byte[] body, string? contentType = "application/json") =>
            new TestCaseData(body, contentType).SetArgDisplayNames(name);
        static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

        var order = Text(Order(Guid.NewGuid()));
        yield return Case("cut in half", order[..(order.Length / 2)]);
        yield return Case("two objects", [.. order, .. order]);
        yield return Case("empty", []);
        yield return Case("empty without a content type", [], null);
        yield return Case("only a byte order mark", [0xef, 0xbb, 0xbf]);
        foreach (var json in new[] { "[]", "\"text\"", "null", "17", "true" })
            yield return Case($"JSON {json}", Text(json));
        yield return Case("binary", [.. Enumerable.Range(0, 256).Select(n => (byte)n)]);
        yield return Case("no UTF-8", [.. Text("""{"label":" """), 0xff, 0xfe, .. Text("\"}")]);
        yield return Case("UTF-16", Encoding.Unicode.GetBytes(Order(Guid.NewGuid())));
        yield return Case("a thousand levels deep", Text(new string('[', 1000)));
        yield return Case("objects a thousand levels deep", Text(string.Concat(Enumerable.Repeat("{\"a\":", 1000)) + "1" + new string('}', 1000)));
        yield return Case("five megabytes of brackets", Text(new string('{', 5_000_000)));
        foreach (var contentType in new[] { "application/vnd.masstransit+json", "application/json" })
        {
            yield return Case($"an envelope of another type, {contentType}", Text("""{"messageType":["urn:message:Their:Own"],"message":{}}"""), contentType);
            yield return Case($"an envelope of nothing, {contentType}",
                Text("""{"messageType":["urn:message:OrderSaga.Contracts:SubmitOrder"],"message":null}"""), contentType);
            yield return Case($"an envelope with a text, {contentType}",
                Text("""{"messageType":["urn:message:OrderSaga.Contracts:SubmitOrder"],"message":"hello"}"""), contentType);
        }
    }

    [TestCaseSource(nameof(Bodies))]
    public async Task They_go_whole_to_the_error_queue_and_the_worker_goes_on(byte[] body, string? contentType)
    {
        await _world.Upstream.PublishAsync(SubmitQueue, body, contentType, new() { ["their"] = "header" });
        await Until.TrueAsync(async () => await _world.Upstream.CountAsync(SubmitQueue + "_error") == 1, "the message is in the error queue");
        var moved = await _world.Upstream.TakeAsync(SubmitQueue + "_error");
        Assert.That(moved.Body, Is.EqualTo(body));
        Assert.That(moved.Header("their"), Is.EqualTo("header"));
        Assert.That(moved.Header("MT-Fault-Message"), Does.StartWith("The message can't be read"));
        Assert.That(await _world.Upstream.CountAsync(SubmitQueue + "_skipped"), Is.Null);

        var next = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, $$"""{"orderId":"{{next}}"}""");
        Assert.That((await _rejections.NextAsync()).Json.Is(next), "the unreadable one is not answered");
    }
}
