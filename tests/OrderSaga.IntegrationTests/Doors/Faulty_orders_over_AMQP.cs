using NUnit.Framework;
using static OrderSaga.IntegrationTests.Doors.Samples;

namespace OrderSaga.IntegrationTests.Doors;

/// <summary>Readable, but no order: one refusal with every fault, nothing stored, the message acknowledged.</summary>
public sealed class Faulty_orders_over_AMQP
{
    static readonly string Long = new('x', 10_000);

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
    public async Task At_the_end_nothing_is_left_in_the_queues()
    {
        if (_world is null)
            return;
        await using var world = _world;
        await world.StopAsync();
        Assert.That(await world.Upstream.CountAsync(SubmitQueue), Is.Zero);
        Assert.That(await world.Upstream.CountAsync(DismissQueue), Is.Zero);
        Assert.That(await world.Upstream.CountAsync(SubmitQueue + "_error"), Is.Null.Or.Zero);
        Assert.That(await world.Upstream.CountAsync(SubmitQueue + "_skipped"), Is.Null);
    }

    static IEnumerable<TestCaseData> Faults()
    {
        static TestCaseData Case(string name, string more, params string[] fields) =>
            new TestCaseData(Order(Guid.NewGuid(), more), fields).SetArgDisplayNames(name);
        static TestCaseData Whole(string name, string body, params string[] fields) => new TestCaseData(body, fields).SetArgDisplayNames(name);

        foreach (var priority in new[] { "0", "101", "\"high\"", "1.5", "49.99999999999999999999999999999999999", "-1", "1e400", "true", "{}", "[50]" })
            yield return Case($"priority {priority}", $"\"priority\":{priority}", "priority");
        foreach (var id in new[] { "\"17\"", "17", "\"\"", "\"00000000-0000-0000-0000-000000000000\"", "null", "\"{0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69}\"", "\"\\ud800\"" })
            yield return Whole($"order id {id}", $$$"""{"orderId":{{{id}}},"product":{"urn":"{{{Urn}}}","id":"P"}}""", "orderId");
        yield return Whole("nothing", "{}", "orderId", "productIdentifier");
        yield return Whole("no product", $$"""{"orderId":"{{Guid.NewGuid()}}"}""", "productIdentifier");
        yield return Whole("half a product", $$$"""{"orderId":"{{{Guid.NewGuid()}}}","product":{"urn":"{{{Urn}}}"}}""", "product.id");
        yield return Whole("an empty product", $$$"""{"orderId":"{{{Guid.NewGuid()}}}","product":{}}""", "product.urn", "product.id");
        yield return Whole("a wrong URN beside a wrong priority and a wrong date",
            $$"""{"orderId":"{{Guid.NewGuid()}}","product":{"urn":"URN:X","id":"P","entityType":"data"},"priority":0,"notBefore":"soon"}""",
            "priority", "notBefore", "product.urn", "product.entityType");
        yield return Whole("wrong types everywhere",
            $$"""{"orderId":5,"productIdentifier":[],"product":"p","priority":"1","owner":1,"tenant":false,"label":{},"notBefore":5,"patch":7,"subscriber":"http://x"}""",
            "orderId", "productIdentifier", "product", "priority", "owner", "tenant", "label", "notBefore", "patch", "subscriber");
        foreach (var name in new[] { Long, "a\\nb", "nul \\u0000", "half \\ud83d", "   ", "" })
            yield return Case($"product name {name[..Math.Min(10, name.Length)]}", $"\"productIdentifier\":\"{name}\"", "productIdentifier");
        foreach (var date in new[] { "2027-01-31T06:00:00", "2027-01-31", "9999-12-31T23:59:59Z", "2199-01-01T00:00:00Z", "2027-02-30T00:00:00Z", "2016-11-30T23:59:60Z", "05/06/2027", "12:30", "soon", "" })
            yield return Case($"date {date}", $"\"notBefore\":\"{date}\"", "notBefore");
        yield return Case("a tenant that is not configured", "\"tenant\":\"other\"", "tenant");
        yield return Case("a label too long", $"\"label\":\"{new string('l', 129)}\"", "label");
        foreach (var uri in new[] { "not a uri", "ftp://x/y", "/relative", "https://user:secret@x/", "http://client.example/s", "https://10.0.0.1/s", "https://client.example/%2e%2e/s" })
            yield return Case($"subscriber {uri}", $$"""
                "subscriber":{"successUri":"{{uri}}","failedUri":"https://client.example/f"}
                """, "subscriber.successUri");
        yield return Case("a bad MD5", $$"""
            "patch":{"storages":[{"pluginBusinessId":"s"}],"files":[{{File("zz")}}]}
            """, "patch.files[0].attributes.checksum");
        yield return Case("files to store and by reference", $$"""
            "patch":{"storages":[{"pluginBusinessId":"s"}],"files":[{{File(Md5(1))}},{{File(Md5(2), ",\"storage\":\"s\"")}}]}
            """, "patch.files");
        yield return Case("101 files", $$"""
            "patch":{"storages":[{"pluginBusinessId":"s"}],"files":[{{string.Join(",", Enumerable.Range(0, 101).Select(n => File(Md5(n))))}}]}
            """, "patch.files");
        yield return Case("an unknown member of the patch", """
            "patch":{"colour":"red"}
            """, "patch.colour");
    }

    static string Md5(int n) => n.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    static string File(string checksum, string location = "") => $$$"""
        {"locations":[{"url":"https://store.example/f"{{{location}}}}],"attributes":{"dataType":"RAWDATA","mimeType":"text/plain","filename":"f","filesize":1,"algorithm":"MD5","checksum":"{{{checksum}}}"}}
        """;

    [TestCaseSource(nameof(Faults))]
    public async Task Every_fault_is_told_in_one_refusal(string body, string[] fields)
    {
        var stored = await _world.CountOrdersAsync();
        await _world.Upstream.PublishAsync(SubmitQueue, body);
        var rejected = (await _rejections.NextAsync()).Json;
        var errors = rejected.GetProperty("errors").EnumerateArray().ToList();
        Assert.That(errors.Select(e => e.GetProperty("field").GetString()), Is.EquivalentTo(fields), rejected.ToString());
        Assert.That(errors.Select(e => e.GetProperty("rule").GetString()), Has.All.Not.Empty);
        Assert.That(rejected.ToString(), Has.Length.LessThan(5000), "values are told in short");

        // The next refusal is that of the next message: there was one, and the door goes on.
        var next = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, $$"""{"orderId":"{{next}}"}""");
        Assert.That((await _rejections.NextAsync()).Json.Is(next));
        Assert.That(await _world.CountOrdersAsync(), Is.EqualTo(stored));
    }

    [Test]
    public async Task Names_with_quotes_and_emoji_are_names_like_others()
    {
        var id = Guid.NewGuid();
        await _world.Upstream.PublishAsync(SubmitQueue, $$"""{"orderId":"{{id}}","productIdentifier":"a \"b\" 'c' 🛰 €"}""");
        await _world.UntilAsync(id, order => order.ReasonCode == "product-not-found", "the order is kept and failed");
        Assert.That((await _world.OrderAsync(id))!.ProductIdentifier, Is.EqualTo("a \"b\" 'c' 🛰 €"));
    }
}
