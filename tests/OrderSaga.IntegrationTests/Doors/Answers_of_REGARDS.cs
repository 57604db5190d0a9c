using NUnit.Framework;
using static OrderSaga.IntegrationTests.Doors.Samples;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>The broadcast of answers: our own count, others' are dropped, and what can't be understood is set aside whole.</summary>
public sealed class Answers_of_REGARDS
{
    const string Queue = "ordersaga.regards-answers";

    DoorWorld _world = null!;
    Listener _inbox = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _world = await DoorWorld.MakeAsync();
        await _world.Regards.DeclareExchangeAsync(PatchExchange);
        _inbox = await _world.Regards.ListenAsync(PatchExchange, "inbox");
        await _world.StartAsync();
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        if (_world is not null)
            await _world.DisposeAsync();
    }

    /// <summary>An order whose request REGARDS has.</summary>
    async Task<Guid> SentAsync()
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, Order(id));
        await _inbox.NextAsync();
        await _world.UntilAsync(id, order => order.SentAt is not null, "it is sent");
        return id;
    }

    static string Body(Guid id, string state, string more = "") =>
        $$"""{"type":"PATCH","requestId":"{{id}}","requestOwner":"ordersaga","state":"{{state}}"{{more}}}""";

    static Dictionary<string, object?> Tenant(object? tenant) => new() { ["regards.tenant"] = tenant };

    Task AnswerAsync(string body, object? tenant) =>
        _world.Regards.PublishAsync(AnswerExchange, body, headers: tenant is null ? [] : Tenant(tenant));

    [TestCase("GRANTED", "running")]
    [TestCase("DENIED", "failed")]
    [TestCase("SUCCESS", "successful")]
    [TestCase("ERROR", "failed")]
    public async Task Our_own_answers_count(string state, string status)
    {
        var id = await SentAsync();
        await AnswerAsync(Body(id, state, ""","id":null,"urn":null,"errors":["a text"],"more":{"deep":[1]}"""), "lta-sandbox");
        await _world.UntilAsync(id, order => order.Status == status, $"{state} makes it {status}");
    }

    static IEnumerable<TestCaseData> OthersMessages()
    {
        static TestCaseData Case(string name, string body, object? tenant) => new TestCaseData(body, tenant).SetArgDisplayNames(name);
        const string ours = "lta-sandbox";
        yield return Case("another tenant", """{"type":"PATCH","requestId":"ID","requestOwner":"ordersaga","state":"ERROR"}""", "other");
        yield return Case("another tenant's garbage", "garbage", "other");
        yield return Case("another owner", """{"type":"PATCH","requestId":"ID","requestOwner":"somebody","state":"ERROR"}""", ours);
        yield return Case("no owner", """{"type":"PATCH","requestId":"ID","state":"ERROR"}""", ours);
        yield return Case("another kind", """{"type":"DELETION","requestId":"ID","requestOwner":"ordersaga","state":"ERROR"}""", ours);
        yield return Case("another kind in another state", """{"type":"CREATION","requestId":"ID","requestOwner":"ordersaga","state":"POSTPONED"}""", ours);
        yield return Case("an unknown order", """{"type":"PATCH","requestId":"0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69","requestOwner":"ordersaga","state":"ERROR"}""", ours);
        foreach (var foreign in new[] { "7", "", "0198b7c25a3e7d109a4f3c1d2e4b5a69", "{0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69}", "0198b7c25a3e7d109a4f3c1d2e4b5a69-000" })
            yield return Case($"request id '{foreign}'", $$"""{"type":"PATCH","requestId":"{{foreign}}","requestOwner":"ordersaga","state":"ERROR"}""", ours);
        yield return Case("another owner's without a request id", """{"type":"PATCH","requestOwner":"somebody","state":"ERROR"}""", ours);
        yield return Case("a notification that is granted", """{"type":"NOTIFICATION","requestId":"ID","requestOwner":"ordersaga","state":"GRANTED"}""", ours);
    }

    [TestCaseSource(nameof(OthersMessages))]
    public async Task Others_answers_are_dropped(string body, object? tenant)
    {
        var id = await SentAsync();
        await AnswerAsync(body.Replace("ID", id.ToString(), StringComparison.Ordinal), tenant);
        // Behind it in the queue: when this one has counted, the other one was taken too.
        var marker = await SentAsync();
        await AnswerAsync(Body(marker, "SUCCESS"), "lta-sandbox");
        await _world.UntilAsync(marker, order => order.Status == "successful", "the next answer counts");
        await Until.TrueAsync(async () => await _world.Regards.CountAsync(Queue) == 0, "the queue is empty");
        Assert.That(await _world.Regards.CountAsync($"{Queue}_error"), Is.Null.Or.Zero);
        Assert.That((await _world.OrderAsync(id))!.Status, Is.EqualTo("accepted"));
    }

    static IEnumerable<TestCaseData> UnreadableMessages()
    {
        static TestCaseData Case(string name, string body, object? tenant) => new TestCaseData(body, tenant).SetArgDisplayNames(name);
        const string good = """{"type":"PATCH","requestId":"0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69","requestOwner":"ordersaga","state":"ERROR"}""";
        const string ours = "lta-sandbox";
        yield return Case("no tenant header", good, null);
        yield return Case("a tenant header that is a number", good, 5);
        yield return Case("a tenant header that is a time", good, new RabbitMQ.Client.AmqpTimestamp(1));
        yield return Case("a tenant header that is a table", good, new Dictionary<string, object?> { ["a"] = 1 });
        yield return Case("cut JSON", good[..20], ours);
        yield return Case("no JSON", "garbage", ours);
        yield return Case("an empty body", "", ours);
        foreach (var json in new[] { "null", "[]", "5", "\"x\"", "{}" })
            yield return Case($"JSON {json}", json, ours);
        yield return Case("an unknown state", good.Replace("ERROR", "POSTPONED", StringComparison.Ordinal), ours);
        yield return Case("a state that is null", good.Replace("\"ERROR\"", "null", StringComparison.Ordinal), ours);
        yield return Case("no request id", """{"type":"PATCH","requestOwner":"ordersaga","state":"ERROR"}""", ours);
        yield return Case("a request id that is a number", """{"type":"PATCH","requestId":5,"requestOwner":"ordersaga","state":"ERROR"}""", ours);
    }

    [TestCaseSource(nameof(UnreadableMessages))]
    public async Task The_unreadable_are_set_aside_whole(string body, object? tenant)
    {
        await AnswerAsync(body, tenant);
        await Until.TrueAsync(async () => await _world.Regards.CountAsync($"{Queue}_error") == 1, "it is set aside");
        var moved = await _world.Regards.TakeAsync($"{Queue}_error");
        Assert.That(moved.Text, Is.EqualTo(body));
        Assert.That(moved.Header("MT-Fault-Message"), Does.StartWith("The answer can't be read"));
        Assert.That(await _world.Regards.CountAsync($"{Queue}_skipped"), Is.Null);
    }
}
