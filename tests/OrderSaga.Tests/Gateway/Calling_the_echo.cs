using System.Diagnostics;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Calling_the_echo
{
    // Little-endian TIFF without a picture.
    const string Tiff = "SUkqAAgAAAAAAA==";

    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service();

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [Test]
    public async Task Gives_one_raw_output_as_it_is()
    {
        var answer = await EchoAsync("""{"inputs":{"message":"teststring ü"},"outputs":{"message":{"transmissionMode":"value"}}}""", ("Accept", "application/json"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer["Content-Type"], Is.EqualTo("text/plain; charset=utf-8"));
            Assert.That(answer.Text, Is.EqualTo("teststring ü"));
            Assert.That(answer["Link"], Is.Null);
            Assert.That(answer["Location"], Is.Null);
        }
    }

    [TestCase("")]
    [TestCase(",\"outputs\":{}")]
    [TestCase(",\"outputs\":{\"pause\":{},\"message\":{}},\"response\":\"raw\"")]
    public async Task Gives_several_raw_outputs_as_parts(string wish)
    {
        var answer = await EchoAsync($$$"""{"inputs":{"message":{"value":"teststring"},"pause":0}{{{wish}}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer["Content-Type"], Does.StartWith("multipart/related"));
            Assert.That(answer.Text, Does.Contain("Content-ID: message\r\n\r\nteststring\r\n").And.Contain("Content-ID: pause\r\n\r\n0\r\n"));
        }
    }

    [TestCase("respond-sync")]
    [TestCase("wait=1")]
    [TestCase("respond-async, wait=1")]
    public async Task Gives_a_document_to_whom_asks_for_it(string prefer)
    {
        var answer = await EchoAsync("""{"inputs":{"pause":0,"message":"a"},"response":"document"}""", ("Prefer", prefer));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Text, Is.EqualTo("""{"message":"a","pause":0}"""));
            Assert.That(answer["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(answer["Preference-Applied"], Is.EqualTo(prefer.Contains("wait", StringComparison.Ordinal) ? "wait=1" : null));
        }
    }

    [Test]
    public async Task For_an_output_without_a_value_has_no_content() =>
        Assert.That((await EchoAsync("""{"inputs":{"message":"a"},"outputs":{"pause":{}}}""")).Status, Is.EqualTo(204));

    [Test]
    public async Task Pauses_as_long_as_it_is_told()
    {
        var watch = Stopwatch.StartNew();
        await EchoAsync("""{"inputs":{"message":"a","pause":1}}""");

        Assert.That(watch.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(0.9)));
    }

    [TestCase("respond-async ")]
    [TestCase("RESPOND-ASYNC;foo=\"a, b\", wait=soon")]
    [TestCase("return=minimal, respond-async, wait=0")]
    public async Task For_a_client_that_prefers_so_makes_a_job(string prefer)
    {
        var pause = prefer.Contains("wait=0", StringComparison.Ordinal) ? 30 : 0;
        var answer = await EchoAsync(
            $$$"""{"inputs":{"message":"teststring","pause":{{{pause}}}},"outputs":{"message":{}},"response":"raw"}""", ("Prefer", prefer), ("Accept", "application/json"));
        var id = answer.Member("jobID")!;
        await _service.EndPauseAsync(id);
        var job = await _service.UntilAsync(id, "successful");
        var results = await _service.GetAsync(job.Link("http://www.opengis.net/def/rel/ogc/1.0/results")!);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(answer["Location"], Is.EqualTo($"{Service.BaseUrl}/jobs/{id}"));
            Assert.That(answer["Preference-Applied"], Is.EqualTo("respond-async"));
            Assert.That(answer["Link"], Is.Null);
            Assert.That(answer.Member("processID"), Is.EqualTo("echo"));
            Assert.That(answer.Member("status"), Is.EqualTo(pause == 0 ? "successful" : "running"));
            Assert.That(answer.Text, Does.Not.Contain("null"));
            Assert.That(job.Member("finished"), Is.Not.Null);
            Assert.That(results["Content-Type"], Is.EqualTo("text/plain; charset=utf-8"));
            Assert.That(results.Text, Is.EqualTo("teststring"));
            Assert.That((await _service.GetAsync("/jobs?processID=echo&limit=100")).Jobs, Does.Contain(id));
            Assert.That((await _service.GetAsync("/jobs?processID=order-request&limit=100")).Jobs, Does.Not.Contain(id));
        }
    }

    [Test]
    public async Task Has_no_results_while_it_pauses_and_none_once_it_is_dismissed()
    {
        var id = (await EchoAsync("""{"inputs":{"message":"teststring","pause":30}}""", ("Prefer", "respond-async"))).Member("jobID");
        var early = await _service.GetAsync($"/jobs/{id}/results");
        var one = await _service.GetAsync($"/jobs/{id}/results/message");
        var dismissed = await _service.DeleteAsync($"/jobs/{id}");
        var late = await _service.GetAsync($"/jobs/{id}/results");
        var history = await _service.GetAsync($"/jobs/{id}/history");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(early.Status, Is.EqualTo(404));
            Assert.That(early.Member("type"), Does.EndWith("/1.0/result-not-ready"));
            Assert.That(one.Status, Is.EqualTo(404));
            Assert.That(dismissed.Status, Is.EqualTo(200));
            Assert.That(dismissed.Member("status"), Is.EqualTo("dismissed"));
            Assert.That(late.Status, Is.EqualTo(410));
            Assert.That((await _service.DeleteAsync($"/jobs/{id}")).Status, Is.EqualTo(410));
            Assert.That(
                history.Json.GetProperty("history").EnumerateArray().Select(line => line.GetProperty("to_status").GetString()),
                Is.EqualTo(new[] { "accepted", "running", "dismissed" }));
        }
    }

    [Test]
    public async Task Ends_its_pause_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("ordersaga-echo-");
        var store = ("Store:ConnectionString", $"Data Source={Path.Combine(folder.FullName, "orders.db")}");
        string id;
        await using (var before = new Service(store))
            id = (await before.SendAsync(HttpMethod.Post, "/processes/echo/execution", """{"inputs":{"message":"teststring","pause":30}}""", ("Prefer", "respond-async"))).Member("jobID")!;
        await using (var after = new Service(store))
        {
            Assert.That((await after.GetAsync($"/jobs/{id}")).Member("status"), Is.EqualTo("running"));
            await after.EndPauseAsync(id);
            await after.UntilAsync(id, "successful");
            Assert.That((await after.GetAsync($"/jobs/{id}/results")).Text, Does.Contain("teststring"));
        }
        folder.Delete(recursive: true);
    }

    [Test]
    public async Task That_has_ended_can_be_removed()
    {
        var id = (await EchoAsync("""{"inputs":{"message":"a"}}""", ("Prefer", "respond-async"))).Member("jobID");
        var dismissed = await _service.DeleteAsync($"/jobs/{id}");

        Assert.That(dismissed.Member("status"), Is.EqualTo("dismissed"));
        Assert.That((await _service.GetAsync($"/jobs/{id}/results")).Status, Is.EqualTo(410));
        Assert.That((await _service.GetAsync("/jobs?status=dismissed&limit=100")).Jobs, Does.Contain(id));
    }

    [TestCase("\"numbers\":[1,2,3]", "\"numbers\":[1,2,3]")]
    [TestCase("\"numbers\":{\"value\":[]}", "\"numbers\":[]")]
    [TestCase("\"bbox\":{\"bbox\":[51.9,7,52,7.1],\"crs\":\"http://www.opengis.net/def/crs/OGC/1.3/CRS84\"}", "\"bbox\":{\"bbox\":[51.9,7,52,7.1],\"crs\":\"http://www.opengis.net/def/crs/OGC/1.3/CRS84\"}")]
    [TestCase("\"bbox\":{\"value\":{\"bbox\":[1,2,3,4,5,6]}}", "\"bbox\":{\"bbox\":[1,2,3,4,5,6]}")]
    [TestCase("\"image\":\"" + Tiff + "\"", "\"image\":{\"value\":\"" + Tiff + "\",\"mediaType\":\"image/tiff; application=geotiff\",\"encoding\":\"base64\"}")]
    [TestCase("\"image\":{\"value\":\"" + Tiff + "\",\"mediaType\":\"image/tiff\",\"encoding\":\"base64\"}", "\"image\":{\"value\":\"" + Tiff + "\",\"mediaType\":\"image/tiff; application=geotiff\",\"encoding\":\"base64\"}")]
    [TestCase("\"image\":{\"value\":\"" + Tiff + "\",\"format\":{\"mediaType\":\"image/tiff; application=geotiff\",\"encoding\":\"base64\"}}", "\"image\":{\"value\":\"" + Tiff + "\",\"mediaType\":\"image/tiff; application=geotiff\",\"encoding\":\"base64\"}")]
    [TestCase("\"picture\":{\"value\":\"AAAA\",\"mediaType\":\"image/jp2\"}", "\"picture\":{\"value\":\"AAAA\",\"mediaType\":\"image/jp2\",\"encoding\":\"base64\"}")]
    [TestCase("\"picture\":\"AAAA\"", "\"picture\":{\"value\":\"AAAA\",\"mediaType\":\"image/tiff; application=geotiff\",\"encoding\":\"base64\"}")]
    public async Task Takes_every_form_of_input_and_gives_it_back(string input, string output)
    {
        var now = await EchoAsync($$"""{"inputs":{ {{input}},"message":"a"},"response":"document"}""");
        var later = await EchoAsync($$"""{"inputs":{ {{input}},"message":"a"},"response":"document"}""", ("Prefer", "respond-async"));
        var results = await _service.GetAsync($"/jobs/{later.Member("jobID")}/results");

        Assert.That(now.Text, Is.EqualTo("{\"message\":\"a\"," + output + "}"));
        Assert.That(results.Text, Is.EqualTo(now.Text));
    }

    [Test]
    public async Task Gives_bytes_as_bytes()
    {
        var answer = await EchoAsync($$$"""{"outputs":{"image":{"format":{"mediaType":"image/tiff"} } },"inputs":{"message":"a","image":"{{{Tiff}}}"}}""");

        Assert.That(answer["Content-Type"], Is.EqualTo("image/tiff; application=geotiff"));
        Assert.That(answer.Body, Is.EqualTo(Convert.FromBase64String(Tiff)));
    }

    [TestCase("{}", "inputs.message")]
    [TestCase("""{"message":5}""", "inputs.message")]
    [TestCase("""{"message":["a"]}""", "inputs.message")]
    [TestCase("""{"message":{"type":"wrong/type"}}""", "inputs.message")]
    [TestCase("""{"message":{"value":"a","mediaType":"image/tiff"}}""", "inputs.message.mediaType")]
    [TestCase("""{"message":{"value":"a","encoding":"base64"}}""", "inputs.message.encoding")]
    [TestCase("""{"message":{"value":"a","schema":5}}""", "inputs.message.schema")]
    [TestCase("""{"message":"\ud800"}""", "inputs.message")]
    [TestCase("""{"message":{"href":"https://example.test/a.txt"}}""", "inputs.message")]
    [TestCase("""{"message":{"href":"\ud800"}}""", "inputs.message")]
    [TestCase("""{"message":"a","pause":"long"}""", "inputs.pause")]
    [TestCase("""{"message":"a","pause":31}""", "inputs.pause")]
    [TestCase("""{"message":"a","pause":1.5}""", "inputs.pause")]
    [TestCase("""{"message":"a","pause":1e400}""", "inputs.pause")]
    [TestCase("""{"message":"a","priority":1}""", "inputs.priority")]
    [TestCase("""{"message":"a","numbers":5}""", "inputs.numbers")]
    [TestCase("""{"message":"a","numbers":[1,"2"]}""", "inputs.numbers[1]")]
    [TestCase("""{"message":"a","image":"not base64"}""", "inputs.image")]
    [TestCase("""{"message":"a","image":{"type":"wrong/type"}}""", "inputs.image")]
    [TestCase("""{"message":"a","image":{"value":"AAAA","mediaType":"image/png"}}""", "inputs.image.mediaType")]
    [TestCase("""{"message":"a","image":{"value":"AAAA","format":{"mediaType":"image/png"}}}""", "inputs.image.format.mediaType")]
    [TestCase("""{"message":"a","picture":{"value":"AAAA","mediaType":"image/png"}}""", "inputs.picture.mediaType")]
    [TestCase("""{"message":"a","picture":{"value":"AAAA","encoding":"hex"}}""", "inputs.picture.encoding")]
    [TestCase("""{"message":"a","bbox":[1,2,3,4]}""", "inputs.bbox")]
    [TestCase("""{"message":"a","bbox":{"bbox":[1,2,3]}}""", "inputs.bbox.bbox")]
    [TestCase("""{"message":"a","bbox":{"bbox":[1,2,3,4],"crs":"urn:ogc:def:crs:EPSG::4326"}}""", "inputs.bbox.crs")]
    public async Task With_a_wrong_input_is_400_in_either_mode(string inputs, string field)
    {
        foreach (var prefer in new[] { "respond-sync", "respond-async" })
        {
            var answer = await EchoAsync($$$"""{"inputs":{{{inputs}}}}""", ("Prefer", prefer));

            Assert.That(answer.Status, Is.EqualTo(400));
            Assert.That(answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()), Is.EqualTo(new[] { field }));
        }
    }

    [Test]
    public async Task Tells_all_that_is_wrong_at_once()
    {
        var answer = await EchoAsync(
            """{"inputs":{"pause":99,"image":{"value":"AAAA","mediaType":"image/png"},"colour":1},"outputs":{"colour":{}},"response":"xml","subscriber":{"successUri":"ftp://example.test"}}""",
            ("Prefer", "respond-async"));

        Assert.That(
            answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()),
            Is.EquivalentTo(new[] { "inputs.message", "inputs.pause", "inputs.image.mediaType", "inputs.colour", "outputs.colour", "response", "subscriber.successUri" }));
    }

    [Test]
    public async Task Refuses_ten_thousand_items_and_says_how_many_it_takes()
    {
        var answer = await EchoAsync($$$"""{"inputs":{"message":"a","numbers":[{{{string.Join(',', Enumerable.Repeat("\"x\"", 10_000))}}}]}}""");

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Member("detail"), Does.StartWith("inputs.numbers must have at most 1000 items, not 10000; inputs.numbers[0] 'x' must be an integer"));
        Assert.That(answer.Json.GetProperty("errors").GetArrayLength(), Is.EqualTo(11));
    }

    [Test]
    public async Task Describes_its_inputs_in_the_order_that_tests_rely_on()
    {
        var echo = await _service.GetAsync("/processes/echo");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                echo.Json.GetProperty("inputs").EnumerateObject().Select(input => input.Name),
                Is.EqualTo(new[] { "message", "pause", "numbers", "image", "bbox", "picture" }));
            Assert.That(
                echo.Json.GetProperty("inputs").EnumerateObject().Where(input => input.Value.GetProperty("minOccurs").GetInt32() > 0).Select(input => input.Name),
                Is.EqualTo(new[] { "message" }));
            Assert.That(echo.Json.GetProperty("inputs").GetProperty("bbox").GetProperty("schema").GetRawText(), Is.EqualTo("""{"allOf":[{"format":"ogc-bbox"}]}"""));
            Assert.That(echo.Member("jobControlOptions"), Is.EqualTo("""["sync-execute","async-execute","dismiss"]"""));
            Assert.That(echo.Member("outputTransmission"), Is.EqualTo("""["value","reference"]"""));
        }
    }

    Task<Answer> EchoAsync(string body, params (string Name, string Value)[] headers) =>
        _service.SendAsync(HttpMethod.Post, "/processes/echo/execution", body, headers);
}
