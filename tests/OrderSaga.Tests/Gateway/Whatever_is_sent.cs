using System.Text;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>Thousands of requests that nobody would send on purpose: each is answered, none with 500, and a refusal names its reason.</summary>
public sealed class Whatever_is_sent
{
    const int Seed = 18062;
    const int Rounds = 500;

    static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "79228162514264337593543950336", "\"\"", "\" \"", "\"a\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00a\"", "[]", "[[]]",
        "{}", "{\"value\":1}", "{\"value\":null}", "{\"value\":{\"value\":1}}", "{\"href\":\"https://example.test\"}", "{\"href\":5}", "{\"href\":\"\\ud800\"}", "[null]", "[{\"href\":\"x\"}]",
        "{\"value\":\"a\",\"mediaType\":5}", "{\"value\":\"a\",\"mediaType\":\"\\ud800\"}", "{\"value\":\"a\",\"format\":{\"mediaType\":[]}}", "{\"bbox\":\"a\"}", "{\"bbox\":[1,2,3,null]}",
        "{\"bbox\":[1,2,3,4],\"crs\":5}", "{\"type\":\"Point\",\"coordinates\":[1,\"2\"]}", "\"2027-01-01T00:00:00Z\"", "[1,2,3]", "\"AAAA\"", "\"4AAA=\"", "{\"\":{}}", "\"LTA-PLAIN-0001\"",
    ];

    static readonly string[] Names =
    [
        "product_identifier", "priority", "label", "not_before", "properties", "geometry", "files", "file_update_mode", "storages", "acknowledged_recipient",
        "message", "pause", "numbers", "image", "bbox", "picture", "colour", "products", "filter", "collections", "datetime", "sort_by", "max_products",
        "batch_size_products", "batch_size_volume", "automatic_trigger", "failure_policy", "batch_id", "retry_failed", "dry_run", "", "a.b", "\\u0000", "Message",
    ];

    static readonly string[] Processes = ["order-request", "bulk-create-request", "batch-order-trigger", "echo"];

    static readonly string[] Queries = ["limit", "cursor", "status", "type", "processID", "datetime", "minDuration", "maxDuration", "f", "offset", "cascade", "", "%00"];
    static readonly string[] Texts = ["", "1", "-1", "99999999999999999999", "a", "%00", "%FF", "..", "/", "a/b/c", "2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z/..", "0001-01-01T00:00:00%2B23:00", "\u00fc", ",,,", "json", "accepted"];

    readonly Random _random = new(Seed);
    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service(("Gateway:MaxBodyBytes", "200000"), ("Logging:LogLevel:Default", "Error"));

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task To_a_process_is_answered()
    {
        var answered = 0;
        foreach (var body in Enumerable.Range(0, Rounds).Select(_ => Body()).ToList())
        {
            foreach (var process in Processes)
            {
                var answer = await _service.SendAsync(
                    HttpMethod.Post, $"/processes/{process}/execution", body, ("Prefer", _random.Next(2) == 0 ? "respond-async" : "wait=x"), ("Idempotency-Key", $"k{_random.Next(40)}"));
                Check(answer, body);
                answered += answer.Status < 300 ? 1 : 0;
            }
        }
        Assert.That(answered, Is.GreaterThan(Rounds / 100), "too few are right for the test to say anything of what follows");
    }

    [Test]
    public async Task Cut_off_anywhere_is_answered()
    {
        const string whole = """{"inputs":{"product_identifier":{"value":"LTA-PLAIN-0001","mediaType":"text/plain"},"priority":5,"label":"\u00e9"},"outputs":{"priority":{}},"response":"raw"}""";
        for (var length = 0; length < whole.Length; length++)
            Assert.That((await _service.ExecuteAsync(whole[..length])).Status, Is.EqualTo(400));
    }

    [TestCase('[', ']')]
    [TestCase('{', '}')]
    public async Task Nested_ever_deeper_is_answered(char open, char close)
    {
        for (var depth = 1; depth < 5000; depth *= 3)
        {
            var name = open == '{' ? "\"a\":" : "";
            var nest = string.Concat(Enumerable.Repeat(open + name, depth)) + "1" + new string(close, depth);
            foreach (var body in new[] { $$"""{"inputs":{"properties":{{nest}},"message":{{nest}} } }""", nest, $$"""{"x":{{nest}} }""" })
            {
                foreach (var process in Processes)
                    Check(await _service.SendAsync(HttpMethod.Post, $"/processes/{process}/execution", body), body);
            }
        }
    }

    [TestCase("product_identifier")]
    [TestCase("properties")]
    [TestCase("files")]
    [TestCase("storages")]
    [TestCase("geometry")]
    [TestCase("numbers")]
    [TestCase("filter")]
    [TestCase("bbox")]
    [TestCase("batch_size_products")]
    [TestCase("batch_id")]
    public async Task With_ten_thousand_items_is_refused_by_name(string input)
    {
        var process = input switch
        {
            "numbers" => "echo",
            "batch_id" => "batch-order-trigger",
            "filter" or "bbox" or "batch_size_products" => "bulk-create-request",
            _ => "order-request",
        };
        foreach (var item in new[] { "1.5", "\"a\"", "{}", "[]" })
        {
            var body = $$"""{"inputs":{"{{input}}":[{{string.Join(',', Enumerable.Repeat(item, 10_000))}}],"message":"a"} }""";
            var answer = await _service.SendAsync(HttpMethod.Post, $"/processes/{process}/execution", body);
            Assert.That(answer.Status, Is.EqualTo(400));
            Assert.That(answer.Member("detail"), Does.Contain($"inputs.{input}"));
        }
    }

    [Test]
    public async Task As_a_query_is_answered()
    {
        var id = await _service.OrderAsync(Service.Plain);
        foreach (var path in new[] { "/jobs", "/processes", "/", "/api", "/conformance", "/processes/echo", $"/jobs/{id}", $"/jobs/{id}/results", $"/jobs/{id}/history", $"/jobs/{id}/results/priority", $"/jobs/{id}/callbacks", $"/bulks/{id}", $"/bulks/{id}/batches", $"/batches/{id}/orders" })
        {
            foreach (var name in Queries)
            {
                foreach (var text in Texts)
                    Check(await _service.GetAsync($"{path}?{name}={text}"), $"{path}?{name}={text}");
            }
        }
    }

    [Test]
    public async Task As_a_name_in_a_path_is_answered()
    {
        // The server itself refuses NUL, before anybody could write a body.
        Assert.That((await _service.GetAsync("/jobs/%00")).Status, Is.EqualTo(400));
        foreach (var name in new[] { "a", "%2e%2e", "%FF", "a%2Fb", "a;b", new string('a', 3000), "00000000-0000-0000-0000-000000000000", "{}", "%7B0%7D", "\u00fc" })
        {
            foreach (var path in new[] { "/jobs/{0}", "/jobs/{0}/results", "/jobs/{0}/results/{0}", "/jobs/{0}/history", "/jobs/{0}/events", "/jobs/{0}/callbacks", "/bulks/{0}", "/bulks/{0}/batches", "/batches/{0}", "/batches/{0}/orders", "/processes/{0}", "/{0}" })
                Check(await _service.GetAsync(path.Replace("{0}", name, StringComparison.Ordinal)), path + name);
            Check(await _service.DeleteAsync($"/jobs/{name}"), name);
            Check(await _service.SendAsync(HttpMethod.Post, $"/processes/{name}/execution", "{}"), name);
        }
    }

    static void Check(Answer answer, string sent)
    {
        Assert.That(answer.Status, Is.LessThan(500), sent);
        if (answer.Status < 400)
            return;
        Assert.That(answer["Content-Type"], Is.EqualTo("application/json"), sent);
        Assert.That(answer.Member("status"), Is.EqualTo($"{answer.Status}"), sent);
        Assert.That(answer.Member("type"), Is.Not.Empty, sent);
        Assert.That(answer.Member("detail"), Is.Not.Null.And.Not.Empty, sent);
    }

    string Body()
    {
        var body = new StringBuilder("{\"inputs\":{");
        var names = Names.OrderBy(_ => _random.Next()).Take(_random.Next(5)).ToList();
        // Half of them have what they need.
        if (_random.Next(2) == 0)
            names = _random.Next(2) == 0 ? ["product_identifier"] : ["message"];
        body.AppendJoin(',', names.Select(name => $"\"{name}\":{(names.Count == 1 && _random.Next(2) == 0 ? "\"LTA-PLAIN-0001\"" : Value())}"));
        body.Append('}');
        if (_random.Next(3) == 0)
            body.Append($",\"outputs\":{(_random.Next(3) == 0 ? Value() : $"{{\"{Pick(["priority", "message", "colour"])}\":{Value()}}}")}");
        if (_random.Next(4) == 0)
            body.Append($",\"response\":{Pick(["\"raw\"", "\"document\"", Value()])}");
        if (_random.Next(4) == 0)
            body.Append($",\"subscriber\":{Value()}");
        if (_random.Next(8) == 0)
            body.Append($",\"{Pick(Names)}\":{Value()}");
        return body.Append('}').ToString();
    }

    string Value() => Pick(Values);

    string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}
