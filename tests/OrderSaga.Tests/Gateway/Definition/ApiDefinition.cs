using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using NUnit.Framework;

namespace OrderSaga.Tests.Gateway.Definition;

/// <summary>
/// The service's API definition, and answers held against it: their status, media type and headers must be told, and
/// their JSON must have the members that the schema names and no others.
/// </summary>
sealed class ApiDefinition
{
    const string Components = "#/components/schemas/";

    static readonly Uri Address = new("urn:ordersaga:definition");

    /// <summary>OpenAPI 3.0's schemas are JSON Schema's but for a few words.</summary>
    readonly BuildOptions _options = new() { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft07 };

    ApiDefinition(JsonElement root)
    {
        Root = root;
        var schemas = root.GetProperty("components").GetProperty("schemas");
        JsonSchema.FromText(new JsonObject { ["definitions"] = Strict(JsonNode.Parse(schemas.GetRawText())) }.ToJsonString(), _options, Address);
    }

    public JsonElement Root { get; }

    public static async Task<ApiDefinition> ReadAsync(Service service) => new((await service.GetAsync("/api")).Json);

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
    public void Check(string method, string path, Answer answer)
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
            Check(content.GetProperty("schema"), answer.Text, place);
    }

    /// <summary>Fails where the JSON breaks the schema.</summary>
    public void Check(JsonElement schema, string json, string place) => Assert.That(FaultsOf(schema, json), Is.Empty, $"{place}\n{json}");

    /// <summary>What the JSON breaks of the schema.</summary>
    public IReadOnlyList<string> FaultsOf(JsonElement schema, string json) =>
        Schemas.FaultsOf(json, JsonSchema.FromText(Strict(JsonNode.Parse(schema.GetRawText()))!.ToJsonString(), _options));

    /// <summary>A reference to one of the definition's own schemas.</summary>
    public static JsonElement SchemaOf(string name) => JsonElement.Parse($$"""{"$ref":"{{Components}}{{name}}"}""");

    /// <summary>What a reference within the document leads to.</summary>
    public JsonElement Followed(JsonElement element) => element.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(Root, (parent, name) => parent.GetProperty(name))
        : element;

    /// <summary>The same schema in JSON Schema's words, with no members but those it names.</summary>
    static JsonNode? Strict(JsonNode? schema)
    {
        if (schema is JsonArray list)
            return new JsonArray([.. list.Select(Strict)]);
        if (schema is not JsonObject members)
            return schema?.DeepClone();
        var strict = new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Strict(member.Value))));
        if (strict["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var component) && component.StartsWith(Components, StringComparison.Ordinal))
            strict["$ref"] = $"{Address}#/definitions/{component[Components.Length..]}";
        if (strict["nullable"]?.GetValueKind() == JsonValueKind.True)
            strict["type"] = new JsonArray(strict["type"]?.DeepClone(), "null");
        if (strict["type"] is JsonValue type && type.TryGetValue<string>(out var name) && name == "object" && strict["properties"] is JsonObject)
            strict.TryAdd("additionalProperties", false);
        return strict;
    }

    static bool ContentOf(JsonElement contents, string mediaType, out JsonElement content) =>
        contents.TryGetProperty(mediaType, out content) || contents.TryGetProperty(mediaType.Split(';')[0], out content);
}
