using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway;

/// <summary>
/// What the conformance suite of OGC API - Processes 1.0 does to a running service, done by hand: its requests are made
/// from the description of the echo, and each of its tests has one here, named beside it.
/// </summary>
public sealed class The_conformance_suite
{
    const string Text = "teststring";
    const string Classes = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";

    HttpListener _files = null!;
    string _file = null!;
    Service _service = null!;
    JsonElement _echo;

    [OneTimeSetUp]
    public async Task Start()
    {
        (_files, _file) = FileServer.Start("tests.tiff", "application/octet-stream", [0x49, 0x49, 0x2A, 0]);
        _service = new Service(("Gateway:ReferencePrefixes", _file));
        _echo = (await _service.GetAsync("/processes/echo", ("Accept", "application/json"))).Json;
        // The suite takes it for granted that the job list is not empty.
        await _service.OrderAsync(Service.Plain);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        _files.Close();
    }

    [Test] // GeneralHttp.testHttp
    public async Task Finds_HTTP_1_1()
    {
        using var answer = await _service.Http.GetAsync(new Uri("/", UriKind.Relative));
        Assert.That(answer.Version, Is.EqualTo(HttpVersion.Version11));
    }

    [Test] // LandingPage.testLandingPageRetrieval, testLandingPageValidation
    public async Task Reads_the_landing_page()
    {
        var landing = await _service.GetAsync("");
        Assert.That(landing.Status, Is.EqualTo(200));
        var relations = landing.Json.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("rel").GetString()).ToList();
        Assert.That(relations, Does.Contain("service-desc").Or.Contain("service-doc"));
        Assert.That(relations, Does.Contain("http://www.opengis.net/def/rel/ogc/1.0/conformance").And.Contain("http://www.opengis.net/def/rel/ogc/1.0/processes"));
        OgcSchemas.Check(landing.Text, "landingPage");
    }

    [Test] // Conformance.testValidateConformanceOperationAndResponse
    public async Task Reads_the_conformance_classes()
    {
        var answer = await _service.GetAsync("/conformance");
        Assert.That(answer.Json.GetProperty("conformsTo").EnumerateArray().Select(name => name.GetString()), Does.Contain(Classes + "core"));
        OgcSchemas.Check(answer.Text, "confClasses");
    }

    [Test] // ProcessList.testPlLimitDefinition, testPlLimitResponse, testPlLinks, testProcessList, testProcessListSuccess
    public async Task Reads_the_process_list()
    {
        var one = await _service.GetAsync("/processes?limit=1", ("Accept", "application/json"));
        var all = await _service.GetAsync("/processes");
        Assert.That(one.Json.GetProperty("processes").GetArrayLength(), Is.EqualTo(1));
        Assert.That(all.Json.GetProperty("processes").GetArrayLength(), Is.GreaterThan(0));
        Assert.That(all.Json.GetProperty("links").ValueKind, Is.EqualTo(JsonValueKind.Array));
        OgcSchemas.Check(all.Text, "processList");
    }

    [Test] // Process.testProcess, testProcessSuccess; OGCProcessDescription, all seven
    public async Task Reads_the_descriptions()
    {
        foreach (var process in (await _service.GetAsync("/processes")).Json.GetProperty("processes").EnumerateArray())
        {
            var description = await _service.GetAsync($"/processes/{process.GetProperty("id").GetString()}", ("Accept", "application/json"));
            foreach (var part in new[] { "inputs", "outputs" })
            {
                foreach (var described in description.Json.GetProperty(part).EnumerateObject())
                    Assert.That(described.Value.TryGetProperty("schema", out _), Is.True, described.Name);
            }
            OgcSchemas.Check(description.Text, "process");
        }
        foreach (var part in new[] { "inputs", "outputs" })
            Assert.That(_echo.GetProperty(part).EnumerateObject().Any(described => described.Value.GetProperty("schema").TryGetProperty("oneOf", out _)), Is.True, part);
    }

    [TestCase("/processes/unknown-process")] // Process.testProcessExceptionNoSuchProcess
    [TestCase("/jobs/invalid-job-5d9a4a7c-2b43-4b0a-8d0b-0e4c9a5f0001")] // Jobs.testJobExceptionNoSuchJob
    [TestCase("/jobs/invalid-job-5d9a4a7c-2b43-4b0a-8d0b-0e4c9a5f0001/results")] // Jobs.testJobResultsNoSuchJob
    public async Task Is_told_of_what_does_not_exist(string path)
    {
        var answer = await _service.GetAsync(path, ("Accept", "application/json"));
        Assert.That(answer.Status, Is.EqualTo(404));
        Assert.That(answer["Content-Type"], Is.EqualTo("application/json").Or.EqualTo("application/problem+json"));
        OgcSchemas.Check(answer.Text, "exception");
    }

    [Test] // Jobs.testJobCreationDefaultExecutionMode, …InputInline, …Inputs, …InputInlineObject, …InputInlineMixed, …DefaultOutputs, …InputValidation (its valid half), testJobResultsSync
    public async Task Is_answered_at_once_without_a_preference()
    {
        foreach (var outputs in new[] { Outputs(), null })
        {
            var answer = await ExecuteAsync(Inputs(), outputs);
            Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
            Assert.That(answer["Content-Type"], Does.StartWith("multipart/related"));
            Assert.That(answer.Text, Does.Contain(Text));
            Assert.That(answer["Link"], Is.Null);
        }
    }

    [Test] // Jobs.testJobCreationInputArray
    public async Task Sends_an_array() =>
        Assert.That((await ExecuteAsync(Inputs(With("array", new JsonArray(1, 2, 3))), OutputsOfType("array"))).Status, Is.EqualTo(200));

    [Test] // Jobs.testJobCreationInputInlineBbox
    public async Task Sends_a_bounding_box()
    {
        var box = new JsonObject { ["bbox"] = new JsonArray(51.9, 7, 52, 7.1), ["crs"] = "http://www.opengis.net/def/crs/OGC/1.3/CRS84" };
        foreach (var outputs in new[] { new JsonObject { ["bbox"] = Mode("value") }, [] })
            Assert.That((await ExecuteAsync(Inputs(("bbox", box)), outputs)).Status, Is.EqualTo(200));
    }

    [Test] // Jobs.testJobCreationInputInlineBinary
    public async Task Sends_bytes_with_a_format()
    {
        var value = new JsonObject { ["value"] = "SUkqAA==", ["format"] = new JsonObject { ["mediaType"] = Tiff(), ["encoding"] = "base64" } };
        Assert.That((await ExecuteAsync(Inputs(("image", value)), Outputs())).Status, Is.EqualTo(200));
    }

    [Test] // Jobs.testJobCreationInputRef
    public async Task Sends_bytes_by_reference()
    {
        var link = new JsonObject { ["href"] = _file, ["format"] = new JsonObject { ["mediaType"] = Tiff() } };
        var answer = await ExecuteAsync(Inputs(("image", link)), Outputs());
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That(answer.Text, Does.Contain(Text).And.Contain("Content-ID: image"));
    }

    [Test] // Jobs.testJobCreationInputValidation, its faulty half
    public async Task Sends_an_input_of_a_wrong_type()
    {
        var answer = await ExecuteAsync(Inputs(("image", new JsonObject { ["type"] = "wrong/type_5d9a4a7c" })), Outputs());
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer["Content-Type"], Is.EqualTo("application/json"));
        OgcSchemas.Check(answer.Text, "exception");
    }

    [TestCase("raw", "value")] // Jobs.testJobCreationSyncRawMixedMulti, SyncRawRef, SyncRawValueMulti
    [TestCase("document", "value")] // Jobs.testJobCreationSyncDocument
    public async Task Is_answered_at_once_in_each_form(string response, string mode)
    {
        var answer = await ExecuteAsync(Inputs(), Outputs(mode), response);
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Text, Does.Contain(Text));
        if (response == "document")
            OgcSchemas.Check(answer.Text, "results");
    }

    [Test] // Jobs.testJobCreationSyncRawValueOne
    public async Task Is_given_the_one_output_that_it_asks_for()
    {
        var answer = await ExecuteAsync(Inputs(), new JsonObject { [FirstInput] = Mode("value") }, "raw");
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Text, Is.EqualTo(Text));
    }

    [TestCase("respond-async", true)] // Jobs.testJobCreationAutoExecutionMode, testJobResults, …CreationRequest, …CreationSuccessAsync, …ResultsAsyncRaw{MixedMulti,Ref,ValueMulti}
    [TestCase("respond-async ", false)] // Jobs.testJobCreationOp, testJobSuccess: with a blank, and the job without Accept
    public async Task Is_given_a_job_where_it_prefers_one(string prefer, bool accept)
    {
        var answer = await ExecuteAsync(Inputs(), Outputs(), prefer: prefer);
        Assert.That(answer.Status, Is.EqualTo(201));
        OgcSchemas.Check(answer.Text, "statusInfo");
        var job = await _service.GetAsync(answer["Location"]!, accept ? [("Accept", "application/json")] : []);
        Assert.That(job.Status, Is.EqualTo(200));
        Assert.That(job["Content-Type"], Is.EqualTo("application/json"));
        OgcSchemas.Check(job.Text, "statusInfo");
    }

    [TestCase("raw")] // Jobs.testJobResultsAsyncRawValueOne
    [TestCase("document")] // Jobs.testJobResultsAsyncDocument
    public async Task Finds_the_results_by_the_links_of_the_job(string response)
    {
        var answer = await ExecuteAsync(Inputs(), new JsonObject { [FirstInput] = Mode("value") }, response, "respond-async");
        var job = await _service.GetAsync(answer["Location"]!, ("Accept", "application/json"));
        while (job.Link("http://www.opengis.net/def/rel/ogc/1.0/results") is null)
            job = await _service.GetAsync(job.Link("monitor")!, ("Accept", "application/json"));
        var results = await _service.GetAsync(job.Link("http://www.opengis.net/def/rel/ogc/1.0/results")!);
        Assert.That(results.Text, Does.Contain(Text));
    }

    [Test] // Jobs.testJobResultsExceptionResultsNotReady
    public async Task Asks_for_results_too_early()
    {
        var placed = await ExecuteAsync(
            new JsonObject { [FirstInput] = Text, ["pause"] = 5 }, new JsonObject { [FirstInput] = Mode("value") }, "raw", "respond-async");
        await _service.GetAsync(placed["Location"]!, ("Accept", "application/json"));
        var answer = await _service.GetAsync(placed["Location"]! + "/results", ("Accept", "application/json"));
        Assert.That(answer.Status, Is.EqualTo(404));
        Assert.That(answer.Member("type"), Is.EqualTo("http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/result-not-ready"));
        OgcSchemas.Check(answer.Text, "exception");
    }

    [Test] // Jobs.testJobResultsFailed
    public async Task Sends_what_is_no_request()
    {
        var answer = await _service.SendAsync(HttpMethod.Post, "/processes/echo/execution", """{"invalid-execute-request":"true)"}""", ("Accept", "application/json"));
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer["Content-Type"], Is.EqualTo("application/json"));
        OgcSchemas.Check(answer.Text, "exception");
    }

    [Test] // JobList.testJobList, testJobListSuccess
    public async Task Reads_the_job_list_without_signing_in()
    {
        var list = await _service.GetAsync("/jobs", ("Accept", "application/json"));
        Assert.That(list.Jobs, Is.Not.Empty);
        OgcSchemas.Check(list.Text, "jobList");
    }

    string FirstInput => _echo.GetProperty("inputs").EnumerateObject().First().Name;

    /// <summary>The suite's own rules: bare strings get a text; numbers, binary content and boxes are left out unless they are what is tested.</summary>
    JsonObject Inputs(params (string Name, JsonNode Value)[] further)
    {
        var inputs = new JsonObject();
        foreach (var input in _echo.GetProperty("inputs").EnumerateObject())
        {
            var schema = input.Value.GetProperty("schema");
            var isText = schema.TryGetProperty("type", out var type) && type.ValueEquals("string")
                && !schema.TryGetProperty("format", out _) && !schema.TryGetProperty("contentMediaType", out _);
            if (isText)
                inputs[input.Name] = Text;
        }
        foreach (var (name, value) in further)
            inputs[name] = value.DeepClone();
        return inputs;
    }

    JsonObject Outputs(string mode = "value") => new(_echo.GetProperty("outputs").EnumerateObject().Select(output => KeyValuePair.Create(output.Name, (JsonNode?)Mode(mode))));

    JsonObject OutputsOfType(string type) => new([KeyValuePair.Create(Named("outputs", type), (JsonNode?)Mode("value"))]);

    (string Name, JsonNode Value) With(string type, JsonNode value) => (Named("inputs", type), value);

    string Named(string part, string type) => _echo.GetProperty(part).EnumerateObject()
        .First(described => described.Value.GetProperty("schema").TryGetProperty("type", out var given) && given.ValueEquals(type)).Name;

    string Tiff() => _echo.GetProperty("inputs").GetProperty("image").GetProperty("schema").GetProperty("contentMediaType").GetString()!;

    static JsonObject Mode(string mode) => new() { ["transmissionMode"] = mode };

    async Task<Answer> ExecuteAsync(JsonObject inputs, JsonObject? outputs, string? response = null, string? prefer = null)
    {
        var request = new JsonObject { ["inputs"] = inputs };
        if (outputs is not null)
            request["outputs"] = outputs.DeepClone();
        if (response is not null)
            request["response"] = response;
        (string, string)[] headers = prefer is null ? [("Accept", "application/json")] : [("Accept", "application/json"), ("Prefer", prefer)];
        return await _service.SendAsync(HttpMethod.Post, "/processes/echo/execution", request.ToJsonString(), headers);
    }
}
