using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway.Definition;

public sealed partial class The_definition
{
    Service _service = null!;
    ApiDefinition _definition = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = new Service(("Catalogue:Path", ""), ("Regards:Tenant", "lta-sandbox"));
        _definition = await ApiDefinition.ReadAsync(_service);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
    }

    [Test]
    public void Is_read_without_a_remark()
    {
        var diagnostic = Read(_definition.Root.GetRawText());

        Assert.That(diagnostic.SpecificationVersion, Is.EqualTo(OpenApiSpecVersion.OpenApi3_0));
        Assert.That(diagnostic.Errors.Concat(diagnostic.Warnings), Is.Empty);
    }

    [TestCase("""{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{"jobs":{}}}""")]
    [TestCase("""{"openapi":"3.0.3","info":{"version":"1"},"paths":{}}""")]
    [TestCase("""{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{"/jobs":{"get":{}}}}""")]
    public void Is_told_apart_from_what_breaks_the_rules_of_OpenAPI(string document) => Assert.That(Read(document).Errors, Is.Not.Empty);

    static OpenApiDiagnostic Read(string document) => OpenApiDocument.Parse(document, "json").Diagnostic!;

    [Test]
    public void Tells_every_operation_that_is_mapped_and_no_other()
    {
        var mapped =
            from endpoint in _service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "HEAD"]
            select (method, Path: "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":guid", "", StringComparison.Ordinal).ToUpperInvariant());
        var told = _definition.Operations.SelectMany(operation => Methods(operation.Method, operation.Operation), (operation, method) => (method, operation.Path.ToUpperInvariant()));

        Assert.That(told, Is.EquivalentTo(mapped));
    }

    /// <summary>Every GET answers HEAD too, but for those of the pages' forms, as the definition says in its first words.</summary>
    static string[] Methods(string method, JsonElement operation) => (method, TagOf(operation)) switch
    {
        ("get", "Pages") when !operation.GetProperty("responses").TryGetProperty("200", out _) => ["GET"],
        ("get", _) => ["GET", "HEAD"],
        _ => [method.ToUpperInvariant()],
    };

    static string TagOf(JsonElement operation) => operation.GetProperty("tags")[0].GetString()!;

    [Test]
    public void Refers_to_nothing_outside_and_to_all_that_it_holds()
    {
        var text = _definition.Root.GetRawText();
        var named = Reference().Matches(text).Select(match => match.Groups[1].Value).Distinct().ToList();
        var held = from kind in _definition.Root.GetProperty("components").EnumerateObject()
                   from component in kind.Value.EnumerateObject()
                   select $"#/components/{kind.Name}/{component.Name}";

        Assert.That(named, Is.EquivalentTo(held));
    }

    [Test]
    public void Tells_all_parameters_of_each_path()
    {
        foreach (var (path, method, operation) in _definition.Operations)
        {
            var told = operation.TryGetProperty("parameters", out var parameters)
                ? parameters.EnumerateArray().Select(_definition.Followed).Where(parameter => parameter.GetProperty("in").GetString() == "path").Select(parameter => parameter.GetProperty("name").GetString()!)
                : [];
            Assert.That(told, Is.EquivalentTo(Parameter().Matches(path).Select(match => match.Groups[1].Value)), $"{method} {path}");
        }
    }

    [Test]
    public void Bounds_the_length_of_every_page()
    {
        var limits = _definition.Operations
            .Where(operation => operation.Operation.TryGetProperty("parameters", out _) && TagOf(operation.Operation) != "Pages")
            .SelectMany(operation => operation.Operation.GetProperty("parameters").EnumerateArray().Select(_definition.Followed))
            .Where(parameter => parameter.GetProperty("name").GetString() == "limit")
            .Select(parameter => parameter.GetProperty("schema").GetRawText())
            .ToList();

        Assert.That(limits, Has.Count.EqualTo(6));
        Assert.That(limits, Is.All.EqualTo("""{"type":"integer","minimum":1,"maximum":10000,"default":10}"""));
    }

    [TestCase("order-request")]
    [TestCase("estimate-request")]
    [TestCase("bulk-create-request")]
    [TestCase("batch-order-trigger")]
    [TestCase("echo")]
    public async Task Tells_what_a_process_takes_and_gives_as_its_description_does(string process)
    {
        var described = await _service.GetAsync($"/processes/{process}");
        foreach (var side in new[] { "inputs", "outputs" })
        {
            var told = _definition.Root.GetProperty("components").GetProperty("schemas").GetProperty($"{process}-{side}").GetProperty("properties");
            Assert.That(told.EnumerateObject().Select(member => member.Name), Is.EqualTo(described.Json.GetProperty(side).EnumerateObject().Select(member => member.Name)));
        }
    }

    [Test]
    public void Has_examples_that_fit_their_schemas()
    {
        var contents = Contents(_definition.Root.GetProperty("paths")).Where(content => content.TryGetProperty("examples", out _)).ToList();

        Assert.That(contents, Is.Not.Empty);
        foreach (var content in contents)
        {
            foreach (var example in content.GetProperty("examples").EnumerateObject())
                _definition.Check(content.GetProperty("schema"), _definition.Followed(example.Value).GetProperty("value").GetRawText(), example.Name);
        }
    }

    [Test]
    public async Task Has_examples_of_requests_that_the_service_takes()
    {
        var execution = _definition.Find("POST", "/processes/x/execution")!.Value.Operation;
        var examples = Contents(execution.GetProperty("requestBody")).Single().GetProperty("examples").EnumerateObject()
            .Select(example => _definition.Followed(example.Value))
            .ToLookup(example => example.GetProperty("summary").GetString()!.Split(':')[0], example => example.GetProperty("value").GetRawText());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(examples.Select(group => group.Key), Is.EquivalentTo(new[] { "order-request", "bulk-create-request", "batch-order-trigger", "echo" }));
            foreach (var (process, body) in examples.Where(group => group.Key != "batch-order-trigger").SelectMany(group => group, (group, body) => (group.Key, body)))
                Assert.That((await ExecuteAsync(process, body)).Status, Is.EqualTo(201).Or.EqualTo(200), body);
            // Its batch is one of nowhere.
            foreach (var body in examples["batch-order-trigger"])
                Assert.That((await ExecuteAsync("batch-order-trigger", body)).Status, Is.EqualTo(404), body);
        }
    }

    Task<Answer> ExecuteAsync(string process, string body) => _service.SendAsync(HttpMethod.Post, $"/processes/{process}/execution", body);

    /// <summary>All media types of request and response bodies, at any depth.</summary>
    static IEnumerable<JsonElement> Contents(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.NameEquals("content") ? member.Value.EnumerateObject().Select(content => content.Value) : Contents(member.Value)),
        _ => [],
    };

    [GeneratedRegex("\"\\$ref\":\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
