using System.Net;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Inputs_by_reference
{
    static readonly byte[] Tiff = [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 0, 0];

    readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    HttpListener _archive = null!;
    string _address = null!;
    Service _service = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _address = $"http://127.0.0.1:{FileServer.FreePort()}";
        _archive = new HttpListener { Prefixes = { _address + "/" } };
        _archive.Start();
        _ = ServeAsync();
        _service = new Service(
            ("Gateway:ReferencePrefixes", $"{_address}/open {_address}/one.txt https://"), ("Gateway:MaxReferenceBytes", "1000"));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _end.SetResult();
        await _service.DisposeAsync();
        _archive.Close();
    }

    [TestCase("message", "open/text.txt", "", "teststring")]
    [TestCase("message", "one.txt", "", "teststring")]
    [TestCase("message", "open/text.json", "", "teststring")]
    [TestCase("message", "open/vague", ",\"type\":\"application/json\"", "teststring")]
    [TestCase("numbers", "open/numbers.json", ",\"rel\":\"data\"", "[1,2]")]
    [TestCase("bbox", "open/bbox.json", "", "{\"bbox\":[1,2,3,4]}")]
    [TestCase("image", "open/vague.tiff", ",\"format\":{\"mediaType\":\"image/tiff; application=geotiff\"}", "SUkqAAgAAAAAAA==")]
    [TestCase("image", "open/image.tiff", "", "SUkqAAgAAAAAAA==")]
    [TestCase("image", "open/image.tiff", ",\"type\":\"image/tiff\"", "SUkqAAgAAAAAAA==")]
    [TestCase("picture", "open/image.jp2", "", "SUkqAAgAAAAAAA==")]
    public async Task Are_fetched_from_where_the_operator_allows(string input, string path, string members, string expected)
    {
        var answer = await EchoAsync(input, $$"""{"href":"{{_address}}/{{path}}"{{members}}}""");

        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(input is "image" or "picture" ? answer.Member(input, "value") : answer.Member(input), Is.EqualTo(expected));
    }

    [TestCase("message", "elsewhere/text.txt", "", "must lie at or below")]
    [TestCase("message", "open/../elsewhere/text.txt", "", "must lie at or below")]
    [TestCase("message", "open/%2e%2e/elsewhere/text.txt", "", "must lie at or below")]
    [TestCase("message", "open/..%2felsewhere/text.txt", "", "must lie at or below")]
    [TestCase("message", "opened/text.txt", "", "must lie at or below")]
    [TestCase("message", "one.txt2", "", "must lie at or below")]
    [TestCase("message", "open/missing", "", "could not be fetched: its server answered 404")]
    [TestCase("message", "open/moved", "", "could not be fetched: its server answered 302")]
    [TestCase("message", "open/large", "", "must have at most 1000 bytes")]
    [TestCase("message", "open/latin1", "", "must be UTF-8 text")]
    [TestCase("numbers", "open/vague", "", "must be an array")]
    [TestCase("numbers", "open/one.txt", ",\"type\":\"text/csv\"", "must be application/json")]
    [TestCase("numbers", "open/notjson", "", "must be JSON")]
    [TestCase("image", "open/image.png", "", "must be image/tiff; application=geotiff, not image/png")]
    public async Task Are_400_with_the_reason_where_they_are_not_there_or_not_right(string input, string path, string members, string rule)
    {
        var answer = await EchoAsync(input, $$"""{"href":"{{_address}}/{{path}}"{{members}}}""");

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Member("detail"), Does.Contain($"inputs.{input}").And.Contain(rule));
    }

    [Test]
    public async Task Are_400_where_no_answer_comes_in_time()
    {
        await using var hasty = new Service(("Gateway:ReferencePrefixes", $"{_address}/open"), ("Gateway:ReferenceTimeout", "00:00:01"));
        var answer = await EchoAsync("message", $$"""{"href":"{{_address}}/open/slow"}""", hasty);

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Member("detail"), Does.Contain("inputs.message").And.Contain("could not be fetched within 1 s"));
    }

    [TestCase("file:///etc/passwd", "must lie at or below")]
    [TestCase("ftp://127.0.0.1/a", "must lie at or below")]
    [TestCase("http://example.test/a", "must lie at or below")]
    [TestCase("https://user:secret@example.test/a", "must lie at or below")]
    [TestCase("open/text.txt", "must lie at or below")]
    [TestCase("https://127.0.0.1/a", "could not be fetched: the host has no public address")]
    [TestCase("https://[::1]/a", "could not be fetched: the host has no public address")]
    [TestCase("https://localhost/a", "could not be fetched: the host has no public address")]
    [TestCase("https://169.254.169.254/latest/meta-data", "could not be fetched: the host has no public address")]
    [TestCase("https://nowhere.invalid/a", "could not be fetched")]
    public async Task Lead_neither_into_the_house_nor_to_other_schemes(string href, string rule)
    {
        var answer = await EchoAsync("message", $$"""{"href":"{{href}}"}""");

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Member("detail"), Does.Contain(rule));
    }

    [Test]
    public async Task Are_400_where_the_operator_allows_none()
    {
        await using var service = new Service();
        var answer = await service.ExecuteAsync($$$"""{"inputs":{"product_identifier":{"href":"{{{_address}}}/open/text.txt"},"priority":0}}""");

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(
            answer.Json.GetProperty("errors").EnumerateArray().Select(error => $"{error.GetProperty("field")} {error.GetProperty("rule")}"),
            Is.EqualTo(new[] { "inputs.product_identifier must be given as a value: this service fetches no references", "inputs.priority must be an integer from 1 to 100" }));
    }

    [Test]
    public async Task Name_the_product_of_an_order_too()
    {
        var answer = await _service.ExecuteAsync($$$"""{"inputs":{"product_identifier":{"href":"{{{_address}}}/open/product.txt"} } }""");

        Assert.That(answer.Status, Is.EqualTo(201), answer.Text);
        Assert.That(answer.Member("lta", "product_identifier"), Is.EqualTo(Service.Plain));
    }

    Task<Answer> EchoAsync(string input, string value, Service? service = null)
    {
        var message = input == "message" ? "" : "\"message\":\"a\",";
        return (service ?? _service).SendAsync(
            HttpMethod.Post, "/processes/echo/execution", $$$"""{"inputs":{ {{{message}}}"{{{input}}}":{{{value}}} },"outputs":{"{{{input}}}":{} },"response":"document"}""");
    }

    async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _archive.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            _ = AnswerAsync(context);
        }
    }

    async Task AnswerAsync(HttpListenerContext context)
    {
        (int Status, string? Type, byte[] Body) answer = context.Request.Url!.AbsolutePath switch
        {
            "/open/text.txt" or "/one.txt" => (200, "text/plain", "teststring"u8.ToArray()),
            "/open/text.json" => (200, "application/json", "\"teststring\""u8.ToArray()),
            "/open/vague" => (200, null, "\"teststring\""u8.ToArray()),
            "/open/product.txt" => (200, "text/plain; charset=utf-8", "LTA-PLAIN-0001"u8.ToArray()),
            "/open/numbers.json" => (200, "application/json", "[1,2]"u8.ToArray()),
            "/open/bbox.json" => (200, "application/json; charset=utf-8", """{"bbox":[1,2,3,4]}"""u8.ToArray()),
            "/open/notjson" => (200, "application/json", "[1,"u8.ToArray()),
            "/open/vague.tiff" => (200, "application/octet-stream", Tiff),
            "/open/image.tiff" => (200, "image/tiff", Tiff),
            "/open/image.jp2" => (200, "image/jp2", Tiff),
            "/open/image.png" => (200, "image/png", Tiff),
            "/open/latin1" => (200, "text/plain", [0xE9]),
            "/open/large" => (200, "text/plain", new byte[1001]),
            "/open/slow" => (200, "text/plain", []),
            "/open/moved" => (302, null, []),
            _ => (404, "text/plain", "no"u8.ToArray()),
        };
        try
        {
            if (context.Request.Url.AbsolutePath == "/open/slow")
                await _end.Task;
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.Type;
            if (answer.Status == 302)
                context.Response.RedirectLocation = "http://169.254.169.254/";
            await context.Response.OutputStream.WriteAsync(answer.Body);
            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The fetcher had enough.
        }
    }
}
