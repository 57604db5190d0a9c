using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

public sealed class Faulty_requests
{
    const string Good = """{"inputs":{"product_identifier":"LTA-PLAIN-0001"}}""";

    Service _service = null!;

    [OneTimeSetUp]
    public void Start() => _service = new Service(("Gateway:MaxBodyBytes", "20000"), ("Gateway:MaxJsonDepth", "20"));

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("""{"inputs":{}}""", "inputs.product_identifier")]
    [TestCase("""{}""", "inputs.product_identifier")]
    [TestCase("""{"invalid-execute-request":"true)"}""", "inputs.product_identifier")]
    [TestCase("""{"inputs":[]}""", "inputs")]
    [TestCase("""{"inputs":{"product_identifier":5}}""", "inputs.product_identifier")]
    [TestCase("""{"inputs":{"product_identifier":"  "}}""", "inputs.product_identifier")]
    [TestCase("""{"inputs":{"product_identifier":"\ud800"}}""", "inputs.product_identifier")]
    [TestCase("""{"inputs":{"product_identifier":"a","priority":0}}""", "inputs.priority")]
    [TestCase("""{"inputs":{"product_identifier":"a","priority":"high"}}""", "inputs.priority")]
    [TestCase("""{"inputs":{"product_identifier":"a","priority":{"value":101}}}""", "inputs.priority")]
    [TestCase("""{"inputs":{"product_identifier":"a","priority":[1,2]}}""", "inputs.priority")]
    [TestCase("""{"inputs":{"product_identifier":{"href":"https://example.test/id.txt"}}}""", "inputs.product_identifier")]
    [TestCase("""{"inputs":{"product_identifier":"a","colour":"red"}}""", "inputs.colour")]
    [TestCase("""{"inputs":{"product_identifier":"a","owner":"somebody"}}""", "inputs.owner")]
    [TestCase("""{"inputs":{"product_identifier":"a","subscriber":{}}}""", "inputs.subscriber")]
    [TestCase("""{"inputs":{"product_identifier":"a","Priority":5}}""", "inputs.Priority")]
    [TestCase("""{"inputs":{"product_identifier":"a","not_before":"tomorrow"}}""", "inputs.not_before")]
    [TestCase("""{"inputs":{"product_identifier":"a","properties":"red"}}""", "inputs.properties")]
    [TestCase("""{"inputs":{"product_identifier":"a","geometry":{"type":"Blob"}}}""", "inputs.geometry.type")]
    [TestCase("""{"inputs":{"product_identifier":"a","file_update_mode":"MERGE"}}""", "inputs.file_update_mode")]
    [TestCase("""{"inputs":{"product_identifier":"a"},"outputs":[]}""", "outputs")]
    [TestCase("""{"inputs":{"product_identifier":"a"},"outputs":{"colour":{}}}""", "outputs.colour")]
    [TestCase("""{"inputs":{"product_identifier":"a"},"outputs":{"priority":5}}""", "outputs.priority")]
    [TestCase("""{"inputs":{"product_identifier":"a"},"outputs":{"priority":{"transmissionMode":"post"}}}""", "outputs.priority.transmissionMode")]
    [TestCase("""{"inputs":{"product_identifier":"a"},"outputs":{"priority":{"format":{"mediaType":"image/tiff"}}}}""", "outputs.priority.format.mediaType")]
    [TestCase("""{"inputs":{"product_identifier":"a"},"response":"xml"}""", "response")]
    [TestCase("""{"inputs":{"product_identifier":"a"},"response":5}""", "response")]
    [TestCase("""{"inputs":{"product_identifier":"a"},"subscriber":"https://client.example.test"}""", "subscriber")]
    [TestCase("""{"inputs":{"product_identifier":"a"},"subscriber":{"successUri":"not a uri"}}""", "subscriber.successUri")]
    [TestCase("""{"inputs":{"product_identifier":"a"},"subscriber":{"failedUri":"file:///etc/passwd"}}""", "subscriber.failedUri")]
    [TestCase("""{"inputs":{"\ud800":1}}""", "body")]
    [TestCase("""{"inputs":{"product_identifier":"a","product_identifier":"b"}}""", "body")]
    [TestCase("""[1]""", "body")]
    [TestCase("""{"inputs":""", "body")]
    [TestCase("", "body")]
    [TestCase("""{"a":[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]}""", "body")]
    public async Task Are_400_and_name_the_place(string body, string field)
    {
        var answer = await _service.ExecuteAsync(body);

        Assert.That(answer.Status, Is.EqualTo(400), answer.Text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["Content-Type"], Is.EqualTo("application/json"));
            Assert.That(answer.Member("type"), Is.EqualTo("InvalidParameterValue"));
            Assert.That(answer.Member("status"), Is.EqualTo("400"));
            Assert.That(answer.Member("detail"), Does.Contain(field));
            Assert.That(answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()), Does.Contain(field));
        }
    }

    [Test]
    public async Task Tell_every_fault_at_once()
    {
        var answer = await _service.ExecuteAsync("""{"inputs":{"priority":500,"label":"","not_before":5}}""");

        Assert.That(
            answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()),
            Is.EquivalentTo(new[] { "inputs.product_identifier", "inputs.priority", "inputs.label", "inputs.not_before" }));
    }

    [Test]
    public async Task Tell_the_faults_of_their_form_and_those_of_their_values_at_once()
    {
        var answer = await _service.ExecuteAsync("""
            {"inputs":{"priority":{"value":50,"mediaType":"image/tiff"},"label":"","colour":"red","geometry":{"type":"Blob"},"storages":[{"storePath":5}]},
             "outputs":{"colour":{},"priority":{"transmissionMode":"post"}},"response":"xml","subscriber":{"successUri":5}}
            """);

        Assert.That(
            answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()),
            Is.EquivalentTo(new[]
            {
                "inputs.priority.mediaType", "inputs.colour", "outputs.colour", "outputs.priority.transmissionMode", "response",
                "inputs.product_identifier", "inputs.label", "inputs.geometry.type", "inputs.storages[0].pluginBusinessId", "inputs.storages[0].storePath", "subscriber.successUri",
            }));
    }

    [Test]
    public async Task With_a_faulty_form_place_nothing()
    {
        var before = (await _service.GetAsync("/jobs?limit=1000")).Jobs;
        var answer = await _service.ExecuteAsync("""{"inputs":{"product_identifier":"LTA-PLAIN-0001"},"response":"xml"}""");

        Assert.That(answer.Json.GetProperty("errors").GetArrayLength(), Is.EqualTo(1));
        Assert.That((await _service.GetAsync("/jobs?limit=1000")).Jobs, Is.EqualTo(before));
    }

    [Test]
    public async Task With_a_thousand_faults_are_told_a_hundred()
    {
        var answer = await _service.ExecuteAsync($$$"""{"inputs":{ {{{string.Join(',', Enumerable.Range(0, 1000).Select(n => $"\"i{n}\":1"))}}} }}""");

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Json.GetProperty("errors").GetArrayLength(), Is.EqualTo(100));
        Assert.That(answer.Member("detail"), Does.EndWith("; and 981 more."));
    }

    [Test]
    public async Task To_an_unknown_process_are_404()
    {
        var answer = await _service.SendAsync(HttpMethod.Post, "/processes/teleport/execution", Good);

        Assert.That(answer.Status, Is.EqualTo(404));
        Assert.That(answer.Member("type"), Is.EqualTo("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-process"));
        Assert.That(answer.Member("detail"), Does.Contain("teleport"));
    }

    [TestCase("text/plain")]
    [TestCase("application/x-www-form-urlencoded")]
    [TestCase("application/json; charset=iso-8859-1")]
    [TestCase("nonsense")]
    public async Task Of_another_media_type_are_415(string mediaType)
    {
        var answer = await _service.ExecuteAsync(Good, ("Content-Type", mediaType));

        Assert.That(answer.Status, Is.EqualTo(415));
        Assert.That(answer.Member("status"), Is.EqualTo("415"));
        Assert.That(answer.Member("detail"), Does.Contain("application/json"));
    }

    [TestCase("application/json")]
    [TestCase("application/json; charset=\"UTF-8\"")]
    [TestCase("application/vnd.ogc.execute+json")]
    public async Task Of_any_JSON_type_are_none(string mediaType) =>
        Assert.That((await _service.ExecuteAsync(Good, ("Content-Type", mediaType))).Status, Is.EqualTo(201));

    [Test]
    public async Task Packed_are_415() => Assert.That((await _service.ExecuteAsync(Good, ("Content-Encoding", "gzip"))).Status, Is.EqualTo(415));

    [Test]
    public async Task With_a_byte_order_mark_are_none() => Assert.That((await _service.ExecuteAsync("\uFEFF" + Good)).Status, Is.EqualTo(201));

    [Test]
    public async Task In_another_encoding_are_400()
    {
        using var content = new ByteArrayContent([.. "{\"inputs\":{\"product_identifier\":\""u8, 0xE9, .. "\"}}"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var response = await _service.Http.PostAsync(new Uri("/processes/order-request/execution", UriKind.Relative), content);

        Assert.That((int)response.StatusCode, Is.EqualTo(400));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("UTF-8"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Too_large_are_413_with_and_without_a_length(bool chunked)
    {
        var answer = await _service.ExecuteAsync(
            $$$"""{"inputs":{"product_identifier":"a","label":"{{{new string('x', 30_000)}}}"}}""",
            chunked ? [("Transfer-Encoding", "chunked")] : []);

        Assert.That(answer.Status, Is.EqualTo(413));
        Assert.That(answer.Member("status"), Is.EqualTo("413"));
        Assert.That(answer.Member("detail"), Does.Contain("20000"));
    }

    [TestCase("GET", "/nothing/here")]
    [TestCase("GET", "/jobs/a/b/c")]
    [TestCase("POST", "/nothing")]
    public async Task To_an_unknown_path_are_404_with_a_body(string method, string path)
    {
        var answer = await _service.SendAsync(new HttpMethod(method), path);

        Assert.That(answer.Status, Is.EqualTo(404));
        Assert.That(answer["Content-Type"], Is.EqualTo("application/json"));
        Assert.That(answer.Member("type"), Is.EqualTo("NotFound"));
        Assert.That(answer.Member("status"), Is.EqualTo("404"));
    }

    [TestCase("POST", "/jobs", "GET, HEAD")]
    [TestCase("POST", "/processes/order-request", "GET, HEAD")]
    [TestCase("PUT", "/jobs/00000000-0000-4000-8000-000000000001", "DELETE, GET, HEAD")]
    [TestCase("GET", "/processes/order-request/execution", "POST")]
    public async Task By_the_wrong_method_are_405_with_Allow(string method, string path, string allowed)
    {
        var answer = await _service.SendAsync(new HttpMethod(method), path);

        Assert.That(answer.Status, Is.EqualTo(405));
        Assert.That(answer["Allow"]!.Split(", ").Order(), Is.EqualTo(allowed.Split(", ")));
        Assert.That(answer.Member("status"), Is.EqualTo("405"));
    }

    [TestCase("application/xhtml+xml")]
    [TestCase("application/json;q=0")]
    [TestCase("image/*, text/plain;q=0.5")]
    public async Task That_accept_nothing_of_ours_are_406(string accept)
    {
        var answer = await _service.GetAsync("/jobs", ("Accept", accept));

        Assert.That(answer.Status, Is.EqualTo(406));
        Assert.That(answer.Member("status"), Is.EqualTo("406"));
    }

    [TestCase("*/*")]
    [TestCase("*")]
    [TestCase("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2")]
    [TestCase("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    [TestCase("application/*")]
    [TestCase("APPLICATION/JSON; charset=utf-8")]
    [TestCase(";;;,,,")]
    [TestCase("json")]
    public async Task With_an_odd_Accept_are_none(string accept) =>
        Assert.That((await _service.GetAsync("/jobs", ("Accept", accept))).Status, Is.EqualTo(200));

    [Test]
    public async Task Are_overruled_by_the_parameter_f() =>
        Assert.That((await _service.GetAsync("/jobs?f=json", ("Accept", "text/html"))).Status, Is.EqualTo(200));

    [TestCase("application/problem+json", "application/problem+json")]
    [TestCase("application/json, application/problem+json", "application/problem+json")]
    [TestCase("application/json, application/problem+json;q=0.5", "application/json")]
    [TestCase("*/*", "application/json")]
    public async Task Are_told_as_problem_to_clients_that_ask_for_it(string accept, string mediaType)
    {
        var answer = await _service.GetAsync("/jobs/no-uuid", ("Accept", accept));

        Assert.That(answer.Status, Is.EqualTo(404));
        Assert.That(answer["Content-Type"], Is.EqualTo(mediaType));
    }
}
