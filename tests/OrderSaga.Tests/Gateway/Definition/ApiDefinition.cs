using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NUnit.Framework;
using OrderSaga.Tests.Gateway.Clients;

namespace OrderSaga.Tests.Gateway.Definition;

/// <summary>
/// The service's API definition, and answers held against it: their status, media type and headers must be told, and
/// their JSON must have the members that the schema names and no others.
/// </summary>
sealed class ApiDefinition : IDisposable
{
    // OpenAPI 3.0's schemas are draft 4's but for a few words.
    const string Checker = """
        import json, sys
        from jsonschema import Draft4Validator, FormatChecker

        def strict(schema):
            if isinstance(schema, list):
                return [strict(item) for item in schema]
            if not isinstance(schema, dict):
                return schema
            told = {name: strict(value) for name, value in schema.items()}
            if schema.get("nullable") is True:
                told["type"] = [schema["type"], "null"]
            if schema.get("type") == "object" and "properties" in schema:
                told.setdefault("additionalProperties", False)
            return told

        print("ready", flush=True)
        components = strict(json.loads(sys.stdin.readline()))
        print("[]", flush=True)
        for line in sys.stdin:
            asked = json.loads(line)
            validator = Draft4Validator({"allOf": [strict(asked["schema"])], "components": components}, format_checker=FormatChecker())
            errors = ["/".join(map(str, error.absolute_path)) + ": " + error.message[:300] for error in validator.iter_errors(asked["value"])]
            print(json.dumps(errors), flush=True)
        """;

    readonly Python? _python;

    ApiDefinition(JsonElement root, Python? python)
    {
        Root = root;
        _python = python;
    }

    public JsonElement Root { get; }

    /// <summary>Schemas are looked at only where Python's jsonschema is installed.</summary>
    public bool ChecksSchemas => _python is not null;

    public static async Task<ApiDefinition> ReadAsync(Service service)
    {
        var root = (await service.GetAsync("/api")).Json;
        var python = await Python.StartAsync("jsonschema", Checker);
        if (python is not null)
            await python.AskAsync(root.GetProperty("components").GetRawText());
        return new ApiDefinition(root, python);
    }

    public IEnumerable<(string Path, string Method, JsonElement Operation)> Operations =>
        from path in Root.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (path.Name, operation.Name, operation.Value);

    /// <summary>The operation of a request; a path without parameters comes before one with.</summary>
    public (string Path, JsonElement Operation)? Find(string method, string address)
    {
        var path = address.Split('?')[0];
        return Operations
            .Where(told => told.Method.Equals(method, StringComparison.OrdinalIgnoreCase) && Regex.IsMatch(path, $"^{Regex.Replace(told.Path, @"\{\w+\}", "[^/]+")}$"))
            .OrderBy(told => told.Path.Count(letter => letter == '{'))
            .Select(told => ((string, JsonElement)?)(told.Path, told.Operation))
            .FirstOrDefault();
    }

    /// <summary>Fails where the answer is another than the definition tells.</summary>
    public async Task CheckAsync(string method, string path, Answer answer)
    {
        var place = $"{method} {path}: {answer.Status} {answer["Content-Type"]}";
        Assert.That(Find(method, path), Is.Not.Null, place);
        var responses = Find(method, path)!.Value.Operation.GetProperty("responses");
        Assert.That(responses.TryGetProperty($"{answer.Status}", out var told), Is.True, $"{place} is not told of");
        var response = Followed(told);
        if (response.TryGetProperty("headers", out var headers))
        {
            foreach (var header in headers.EnumerateObject().Where(header => header.Name is "Location" or "Retry-After"))
                Assert.That(answer[header.Name], Is.Not.Null.And.Not.Empty, $"{place} has no {header.Name}");
        }
        if (answer.Body.Length == 0)
        {
            Assert.That(response.TryGetProperty("content", out _), Is.False, $"{place} has no body");
            return;
        }
        JsonElement content = default;
        Assert.That(response.TryGetProperty("content", out var contents) && ContentOf(contents, answer["Content-Type"]!, out content), Is.True, $"{place} is not told of");
        if (answer["Content-Type"]!.Split(';')[0].EndsWith("json", StringComparison.Ordinal))
            await CheckAsync(content.GetProperty("schema"), answer.Text, place);
    }

    /// <summary>Fails where the JSON breaks the schema.</summary>
    public async Task CheckAsync(JsonElement schema, string json, string place)
    {
        if (_python is null)
            return;
        var faults = await _python.AskAsync(new JsonObject { ["schema"] = JsonNode.Parse(schema.GetRawText()), ["value"] = JsonNode.Parse(json) }.ToJsonString());
        Assert.That(faults, Is.EqualTo("[]"), $"{place}\n{json}");
    }

    public Task CheckAsync(string schema, string json) =>
        CheckAsync(JsonElement.Parse($$"""{"$ref":"#/components/schemas/{{schema}}"}"""), json, schema);

    /// <summary>What a reference within the document leads to.</summary>
    public JsonElement Followed(JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(Root, (parent, name) => parent.GetProperty(name))
        : element;

    public void Dispose() => _python?.Dispose();

    static bool ContentOf(JsonElement contents, string mediaType, out JsonElement content) =>
        contents.TryGetProperty(mediaType, out content) || contents.TryGetProperty(mediaType.Split(';')[0], out content);
}
