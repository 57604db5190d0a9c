using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using OrderSaga.Bulks;
using OrderSaga.Orders;

namespace OrderSaga.Tests.Gateway.Definition;

/// <summary>
/// A proxy that holds requests against the API definition and the process descriptions sees no difference: what their schemas take is
/// taken, and what they refuse is refused, for every input of every process. What no schema can say (that there is such a day, that rings
/// are closed) is not asked here.
/// </summary>
public sealed class What_is_published_is_what_is_taken
{
    const string Id = "0198b7c2-5a3e-7d10-9a4f-3c1d2e4b5a69";
    const string Attributes = "\"dataType\":\"RAWDATA\",\"mimeType\":\"image/tiff\",\"filename\":\"f\",\"algorithm\":\"MD5\",\"checksum\":\"0123456789abcdef0123456789abcdef\"";

    /// <summary>Tried with every input.</summary>
    static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "50.0", "5e1", "1.5", "-1", "101", "10000", "10001", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "1e30",
        "\"\"", "\" \"", "\"x\"", "\"50\"", "\"a\\nb\"", "\"\\u0007x\"", "\"\\u00a0\"", Text("l", 128), Text("l", 129), Text("p", 256), Text("p", 257), Text("\U0001F6F0", 128), Text("\U0001F6F0", 257),
        "[]", "[1]", "[1.0,2e1]", "[1.5]", "[\"x\"]", "[\"\"]", "[\" \"]", "[null]", "[\"x\",2]", "[1,2,3,4]", "[1,2,3,4,5]", "[1,2,3,4,5,6]", "[1,2,3,4,5,6,7]", "[1,2,3,\"4\"]", "[[1]]", "[{}]",
        "{}", "{\"a\":1}", "{\"bbox\":[1,2,3,4]}", "{\"bbox\":[1,2,3,4,5]}", "{\"bbox\":[1,2,3,4,5,6]}", "{\"bbox\":[1,2,3,4],\"crs\":\"x\"}",
        "\"2020-01-01T00:00:00Z\"", "\"2020-01-01T00:00:00.123456789012+02:00\"", "\"2020-01-01T00:00:00\"", "\"2020-01-01\"", "\"05/06/2027\"", "\"12:30\"",
        "\"2020-01-01/2020-02-01\"", "\"2020-01-01T00:00:00z/..\"", "\"../2020-01-01t00:00:00-00:00\"", "\"../..\"", "\"/\"", "\"a/b/c\"",
        $"\"{Id}\"", "\"APPEND\"", "\"append\"", "\"all\"", "\"continue\"", "\"-datetime\"", "\"--id\"", "\"properties.\"", "\"properties.a\"", "\"AAAA\"", "\"AAA\"", "\"AA==\"", "\"AA A=\\n\"", "\"A===\"",
    ];

    /// <summary>Tried with one input each.</summary>
    static readonly (string Input, string[] Values)[] Own =
    [
        ("geometry",
        [
            """{"type":"Point","coordinates":[1,2]}""", """{"type":"Point","coordinates":[1,2,3]}""", """{"type":"Point","coordinates":[1]}""", """{"type":"Point","coordinates":[1,2,3,4]}""",
            """{"type":"Point"}""", """{"coordinates":[1,2]}""", """{"type":"Circle","coordinates":[1,2]}""", """{"type":"Point","coordinates":["1","2"]}""", """{"type":"Point","geometries":[]}""",
            """{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}""", """{"type":"MultiPoint","coordinates":[]}""", """{"type":"LineString","coordinates":[[1,2],[3,4]]}""", """{"type":"LineString","coordinates":[[1,2]]}""",
            """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}""", """{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}""", """{"type":"Polygon","coordinates":[]}""",
            """{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}""", """{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}""", """{"type":"GeometryCollection","geometries":[]}""",
            """{"type":"GeometryCollection","coordinates":[1,2]}""", """{"type":"Point","coordinates":[1,2],"bbox":[1,2,3,4],"crs":"c"}""", """{"type":"Point","coordinates":[1,2],"bbox":null,"crs":null}""",
            """{"type":"Point","coordinates":[1,2],"bbox":[1,2,3,4,5]}""", """{"type":"Point","coordinates":[1,2],"crs":7}""", """{"type":null,"coordinates":[1,2]}""", """{"type":"Point","coordinates":null}""",
        ]),
        ("files",
        [
            File("\"url\":\"https://h.example/f\",\"storage\":\"s\"", "\"filesize\":1.0"), File("\"url\":\"https://h.example/f\",\"storage\":\"s\"", "\"filesize\":1,\"crc32\":null"),
            File("\"url\":\"https://h.example/f\",\"storage\":null", "\"filesize\":1"), File("\"url\":\"https://h.example/f\",\"storage\":\" \"", "\"filesize\":1"), File("\"url\":null,\"storage\":\"s\"", "\"filesize\":1"),
            File("\"url\":\"no address\",\"storage\":\"s\"", "\"filesize\":1"), File("\"url\":\"https://h.example/#f\",\"storage\":\"s\"", "\"filesize\":1"), File("\"storage\":\"s\"", "\"filesize\":1"),
            File("\"url\":\"https://h.example/f\",\"storage\":\"s\",\"more\":1", "\"filesize\":1"), File("\"url\":\"https://h.example/f\"", "\"filesize\":-1"), File("\"url\":\"https://h.example/f\"", "\"filesize\":1.5"),
            File("\"url\":\"https://h.example/f\"", "\"filesize\":null"), File("\"url\":\"https://h.example/f\"", "\"filesize\":\"1\""), File("\"url\":\"https://h.example/f\"", "\"filesize\":9223372036854775808"),
            File("\"url\":\"https://h.example/f\"", "\"filesize\":1").Replace("\"f\",", "\" \",", StringComparison.Ordinal), File("\"url\":\"https://h.example/f\"", "\"filesize\":1").Replace("MD5", "md5", StringComparison.Ordinal),
            File("\"url\":\"https://h.example/f\"", "\"filesize\":1").Replace("MD5", "CRC", StringComparison.Ordinal), File("\"url\":\"https://h.example/f\"", "\"filesize\":1").Replace("0123", "zzzz", StringComparison.Ordinal),
            File("\"url\":\"https://h.example/f\"", "\"filesize\":1").Replace("RAWDATA", "RAW", StringComparison.Ordinal), File("\"url\":\"https://h.example/f\"", "\"filesize\":1").Replace("image/tiff", "image", StringComparison.Ordinal),
            $$"""[{"locations":[],"attributes":{{{Attributes}},"filesize":1} }]""", $$"""[{"attributes":{{{Attributes}},"filesize":1} }]""", """[{"locations":[{"url":"https://h.example/f"}]}]""",
        ]),
        ("storages",
        [
            """[{"pluginBusinessId":"s"}]""", """[{"pluginBusinessId":"s","storePath":null,"targetTypes":null}]""", """[{"pluginBusinessId":"s","storePath":"","targetTypes":[]}]""", """[{"pluginBusinessId":"s","targetTypes":["RAWDATA"]}]""",
            """[{"pluginBusinessId":"s","targetTypes":["RAW"]}]""", """[{"pluginBusinessId":" "}]""", """[{"pluginBusinessId":null}]""", """[{"pluginBusinessId":"s","more":1}]""",
        ]),
        ("filter", ["""{"op":"=","args":[{"property":"a"},1]}""", """{"op":"="}""", """{"args":[]}""", """{"op":7,"args":[]}""", """{"op":null,"args":[]}""", """{"op":"not","args":{"op":"isNull","args":{"property":"a"} } }"""]),
        ("bbox", ["{\"bbox\":[1,2,3,4],\"crs\":\"http://www.opengis.net/def/crs/OGC/1.3/CRS84\"}", "[-10.5,35,40,70]"]),
        ("products", ["[\"LTA-PLAIN-0001\"]", $"[{string.Join(',', Enumerable.Range(0, 10_001).Select(number => $"\"{number}\""))}]", $"[{Text("p", 257)}]", $"[{Text("\U0001F6F0", 200)}]", "[\"a\\nb\"]"]),
        ("collections", [$"[{string.Join(',', Enumerable.Range(0, 100).Select(number => $"\"{number}\""))}]", $"[{string.Join(',', Enumerable.Range(0, 101).Select(number => $"\"{number}\""))}]", $"[{Text("p", 257)}]"]),
        ("numbers", ["[9223372036854775807,-9223372036854775808]", "[9223372036854775808]", $"[{string.Join(',', Enumerable.Repeat("1", 1001))}]"]),
    ];

    Service _service = null!;
    JsonElement _definition;
    PublishedSchemas _published = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = new Service();
        _definition = (await _service.GetAsync("/api")).Json;
        _published = new PublishedSchemas(_definition);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _service.DisposeAsync();

    [TestCase("order-request")]
    [TestCase("estimate-request")]
    [TestCase("bulk-create-request")]
    [TestCase("batch-order-trigger")]
    [TestCase("echo")]
    public async Task For_every_input(string process)
    {
        var described = (await _service.GetAsync($"/processes/{process}")).Json.GetProperty("inputs");
        var component = _definition.GetProperty("components").GetProperty("schemas").GetProperty($"{process}-inputs").GetProperty("properties");
        var execute = _published.Read(ApiDefinition.SchemaOf("execute"));
        var (taken, refused) = (0, 0);

        using (Assert.EnterMultipleScope())
        {
            foreach (var input in described.EnumerateObject())
            {
                var bare = _published.Read(input.Value.GetProperty("schema"));
                var told = _published.Read(component.GetProperty(input.Name));
                foreach (var value in Values.Concat(Own.Where(own => own.Input == input.Name).SelectMany(own => own.Values)).Where(value => !IsBeyondSchemas(input.Name, value)))
                {
                    var body = Body(process, input.Name, value);
                    var answer = await _service.SendAsync(HttpMethod.Post, $"/processes/{process}/execution", body);
                    Assert.That(answer.Status, Is.LessThan(500), body);
                    var isTaken = IsTaken(answer);
                    if (isTaken)
                        taken++;
                    else
                        refused++;
                    var place = $"{process}.{input.Name} = {(value.Length > 300 ? value[..300] : value)}: {answer.Status} {(isTaken ? "" : answer.Text)}";
                    // A bounding box is described by its format alone, which has no word for null.
                    if ((process, input.Name, value) != ("echo", "bbox", "null"))
                        Assert.That(PublishedSchemas.Takes(bare, value), Is.EqualTo(isTaken), $"description, {place}");
                    Assert.That(PublishedSchemas.Takes(told, value), Is.EqualTo(isTaken), $"definition, {place}");
                    Assert.That(PublishedSchemas.Takes(told, $$"""{"value":{{value}}}"""), Is.EqualTo(isTaken || PublishedSchemas.Takes(bare, $$"""{"value":{{value}}}""")), $"qualified, {place}");
                    Assert.That(PublishedSchemas.Takes(execute, body) || !isTaken, Is.True, $"execute, {place}");
                }
            }
        }
        Assert.That(taken, Is.GreaterThan(7));
        Assert.That(refused, Is.GreaterThan(50));
    }

    [TestCase("""{"inputs":{"message":"m"}}""", 200)]
    [TestCase("""{"inputs":{"message":"m","bbox":null,"image":null,"picture":null,"numbers":null,"pause":null},"response":"document"}""", 200)]
    [TestCase("""{"inputs":{"message":{"value":"m"},"numbers":{"value":null}}}""", 200)]
    [TestCase("""{"inputs":{"message":"m"},"subscriber":null}""", 200)]
    [TestCase("""{"inputs":{"message":"m"},"subscriber":{"successUri":null}}""", 200)]
    [TestCase("""{"inputs":{"message":"m"},"outputs":{"message":{}}}""", 200)]
    [TestCase("""{"inputs":{"message":"m"},"outputs":{}}""", 200)]
    [TestCase("""{"inputs":{"message":"m"},"further":[1]}""", 200)]
    [TestCase("""{"inputs":{"message":null}}""", 400)]
    [TestCase("""{"inputs":{"message":{"value":null}}}""", 400)]
    [TestCase("""{"inputs":{"message":"m","colour":"red"}}""", 400)]
    [TestCase("""{"inputs":null}""", 400)]
    [TestCase("""{"inputs":[]}""", 400)]
    [TestCase("""{"inputs":{"message":"m"},"outputs":null}""", 400)]
    [TestCase("""{"inputs":{"message":"m"},"outputs":{"colour":{}}}""", 400)]
    [TestCase("""{"inputs":{"message":"m"},"outputs":{"message":7}}""", 400)]
    [TestCase("""{"inputs":{"message":"m"},"outputs":{"message":{"transmissionMode":"post"}}}""", 400)]
    [TestCase("""{"inputs":{"message":"m"},"response":null}""", 400)]
    [TestCase("""{"inputs":{"message":"m"},"response":"cooked"}""", 400)]
    [TestCase("""{"inputs":{"message":"m"},"subscriber":7}""", 400)]
    [TestCase("""{"inputs":{"message":"m"},"subscriber":{"successUri":7}}""", 400)]
    public async Task For_the_whole_of_a_request(string body, int status)
    {
        var answer = await _service.SendAsync(HttpMethod.Post, "/processes/echo/execution", body);

        Assert.That(answer.Status, Is.EqualTo(status), answer.Text);
        Assert.That(PublishedSchemas.Takes(_published.Read(ApiDefinition.SchemaOf("execute")), body), Is.EqualTo(status == 200));
        if (status == 200)
            Assert.That(answer.Text, Does.Not.Contain("null"));
    }

    [TestCase("status", "failed,running", true)]
    [TestCase("status", "failed, running", true)]
    [TestCase("status", "dismissed", true)]
    [TestCase("status", "", true)]
    [TestCase("status", "failed,,running,", true)]
    [TestCase("status", "done", false)]
    [TestCase("status", "failed,done", false)]
    [TestCase("status", "FAILED", false)]
    [TestCase("type", "process", true)]
    [TestCase("type", "process,process", true)]
    [TestCase("type", "service", false)]
    [TestCase("type", "process,service", false)]
    [TestCase("processID", "echo,order-request", true)]
    [TestCase("limit", "5", true)]
    [TestCase("limit", "5.0", true)]
    [TestCase("limit", "0", false)]
    [TestCase("limit", "1.5", false)]
    [TestCase("limit", "x", false)]
    [TestCase("minDuration", "0", true)]
    [TestCase("maxDuration", "-1", false)]
    [TestCase("f", "json", true)]
    [TestCase("f", "xml", false)]
    [TestCase("datetime", "2020-01-01T00:00:00Z", true)]
    [TestCase("datetime", "2016-12-31T23:59:60Z/..", true)]
    [TestCase("datetime", "../2020-01-01", true)]
    [TestCase("datetime", "2020-01-01t00:00:00.123456789012 02:00/", true)]
    [TestCase("datetime", "../..", false)]
    [TestCase("datetime", "", false)]
    [TestCase("datetime", "2020-01-01", false)]
    [TestCase("datetime", "yesterday", false)]
    [TestCase("datetime", "2020-13-01T00:00:00Z", false)]
    public async Task For_the_parameters_of_the_job_list(string name, string value, bool isTaken)
    {
        var parameter = _definition.GetProperty("paths").GetProperty("/jobs").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Select(Followed).Single(told => told.GetProperty("name").GetString() == name);
        var schema = parameter.GetProperty("schema");
        var text = JsonSerializer.Serialize(value);
        var json = schema.GetProperty("type").GetString() switch
        {
            "array" => $"[{text}]",
            "integer" when value.All(letter => char.IsAsciiDigit(letter) || letter is '.' or '-') => value,
            _ => text,
        };

        var answer = await _service.GetAsync($"/jobs?{name}={Uri.EscapeDataString(value)}");

        Assert.That(answer.Status, Is.EqualTo(isTaken ? 200 : 400), answer.Text);
        Assert.That(PublishedSchemas.Takes(_published.Read(schema), json), Is.EqualTo(isTaken));
    }

    [TestCase("bulks", "/bulks/{bulkID}/batches", "prepared,discarded", true)]
    [TestCase("bulks", "/bulks/{bulkID}/batches", "lost", false)]
    [TestCase("batches", "/batches/{batchID}/orders", "failed,running", true)]
    [TestCase("batches", "/batches/{batchID}/orders", "prepared", false)]
    public void For_the_statuses_of_other_lists(string list, string path, string value, bool isTaken)
    {
        var parameter = _definition.GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Select(Followed).Single(told => told.GetProperty("name").GetString() == "status");

        Assert.That(PublishedSchemas.Takes(_published.Read(parameter.GetProperty("schema")), $"[\"{value}\"]"), Is.EqualTo(isTaken), list);
    }

    [TestCase("priority")]
    [TestCase("label")]
    [TestCase("notBefore")]
    [TestCase("owner")]
    [TestCase("tenant")]
    [TestCase("product")]
    [TestCase("patch")]
    [TestCase("subscriber")]
    public async Task And_null_is_nothing_over_AMQP_too(string member)
    {
        var placement = await _service.Services.GetRequiredService<OrderDesk>().PlaceAsync(
            Members($$"""{"orderId":"{{Guid.NewGuid()}}","productIdentifier":"{{Service.Online}}","{{member}}":null}"""), CancellationToken.None);

        Assert.That(placement.Faults, Is.Empty);
    }

    [TestCase("productIdentifier")]
    [TestCase("orderId")]
    public async Task And_null_is_no_value_for_what_is_needed(string member)
    {
        var members = Members($$"""{"orderId":"{{Guid.NewGuid()}}","productIdentifier":"{{Service.Online}}"}""");
        members[member] = JsonElement.Parse("null");

        var placement = await _service.Services.GetRequiredService<OrderDesk>().PlaceAsync(members, CancellationToken.None);

        Assert.That(placement.Faults.Single().Field, Is.EqualTo(member));
    }

    [TestCase("filter")]
    [TestCase("datetime")]
    [TestCase("bbox")]
    [TestCase("sortBy")]
    [TestCase("maxProducts")]
    [TestCase("batchSizeProducts")]
    [TestCase("batchSizeVolume")]
    [TestCase("automaticTrigger")]
    [TestCase("failurePolicy")]
    [TestCase("priority")]
    [TestCase("label")]
    [TestCase("products")]
    [TestCase("dryRun")]
    public async Task And_null_is_nothing_for_bulks_over_AMQP_too(string member)
    {
        var placement = await _service.Services.GetRequiredService<BulkDesk>().PlaceAsync(
            Members($$"""{"bulkId":"{{Guid.NewGuid()}}","collections":["c"],"{{member}}":null}"""), CancellationToken.None);

        Assert.That(placement.Faults, Is.Empty);
    }

    [TestCase("https://archive.example.test/{id}", true)]
    [TestCase("", false)]
    public async Task And_the_product_link_is_an_output_where_there_is_one(string link, bool isTold)
    {
        await using var service = new Service(("Orders:ProductLink", link));
        var job = await service.OrderAndEndAsync(Service.Plain, "successful");
        var outputs = (await service.GetAsync("/processes/order-request")).Json.GetProperty("outputs");
        var told = (await service.GetAsync("/api")).Json.GetProperty("components").GetProperty("schemas").GetProperty("order-request-outputs").GetProperty("properties");
        var items = (await service.GetAsync("/processes/batch-order-trigger")).Json.GetProperty("outputs").GetProperty("items").GetProperty("schema").GetProperty("items").GetProperty("properties");
        var asked = await service.ExecuteAsync($$"""{"inputs":{"product_identifier":"{{Service.Plain}}"},"outputs":{"product_link":{} } }""");
        var document = (await service.GetAsync($"/jobs/{job}/results?f=json")).Json;

        Assert.That(
            (outputs.TryGetProperty("product_link", out _), told.TryGetProperty("product_link", out _), document.TryGetProperty("product_link", out _), asked.Status == 201),
            Is.EqualTo((isTold, isTold, isTold, isTold)));
        Assert.That(items.TryGetProperty("product_link", out _), Is.EqualTo(isTold), "of the products of a batch");
        Assert.That(document.EnumerateObject().Select(output => output.Name), Is.SubsetOf(outputs.EnumerateObject().Select(output => output.Name)));
    }

    /// <summary>An order of no known product is not refused for its form.</summary>
    static bool IsTaken(Answer answer) => answer.Status != 400
        || (answer.Json.TryGetProperty("errors", out var errors) && errors.EnumerateArray().All(error => error.GetProperty("rule").GetString() is { } rule && (rule.StartsWith("must name a product", StringComparison.Ordinal) || rule.StartsWith("names no product", StringComparison.Ordinal))));

    /// <summary>REGARDS counts halves of UTF-16.</summary>
    static bool IsBeyondSchemas(string input, string value) => input == "acknowledged_recipient" && value == Text("\U0001F6F0", 128);

    static string Body(string process, string input, string value)
    {
        var beside = (process, input) switch
        {
            ("order-request", "product_identifier") => "",
            ("order-request", "files") => $"\"product_identifier\":\"{Service.Online}\",\"storages\":[{{\"pluginBusinessId\":\"s\"}}],",
            ("order-request", _) => $"\"product_identifier\":\"{Service.Online}\",",
            ("estimate-request", "priority") => $"\"product_identifier\":\"{Service.Online}\",",
            ("bulk-create-request", "products") => value == "null" ? "\"collections\":[\"c\"]," : "",
            ("bulk-create-request", "collections") => value == "null" ? "\"datetime\":\"2020-01-01T00:00:00Z\"," : "",
            ("bulk-create-request", _) => "\"collections\":[\"c\"],",
            ("batch-order-trigger", "batch_id") => "",
            ("batch-order-trigger", _) => $"\"batch_id\":\"{Id}\",",
            ("echo", "message") => "",
            ("echo", _) => "\"message\":\"m\",",
            _ => "",
        };
        return $$"""{"inputs":{{{beside}}"{{input}}":{{value}}},"response":"document"}""";
    }

    JsonElement Followed(JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(_definition, (parent, name) => parent.GetProperty(name))
        : element;

    static Dictionary<string, JsonElement> Members(string json) => JsonElement.Parse(json).EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    static string Text(string letter, int count) => $"\"{string.Concat(Enumerable.Repeat(letter, count))}\"";

    static string File(string location, string size) => $$"""[{"locations":[{{{location}}}],"attributes":{{{Attributes}},{{size}}} }]""";
}
