using System.Text.Json;
using System.Text.Json.Nodes;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Landing;

/// <summary>What a process takes and gives, as schemas of the API definition: from its description, so that the two can't differ.</summary>
static class ProcessSchemas
{
    public static KeyValuePair<string, JsonNode?> InputsOf(ProcessDescription process) => new(
        $"{process.Id}-inputs",
        ObjectOf(
            $"Inputs of {process.Id}: {process.Description}",
            process.Inputs.Select(input => (input.Key, ValueOf(input.Value.Schema, input.Value.Title, input.Value.Description))),
            process.Inputs.Where(input => input.Value.MinOccurs > 0).Select(input => input.Key)));

    /// <summary>Only outputs that have a value are there, so none is required.</summary>
    public static KeyValuePair<string, JsonNode?> OutputsOf(ProcessDescription process) => new(
        $"{process.Id}-outputs",
        ObjectOf(
            $"Results of {process.Id} as a document",
            process.Outputs.Select(output => (output.Key, OutputOf(output.Value))),
            required: []));

    static JsonObject ObjectOf(string description, IEnumerable<(string Name, JsonObject Schema)> members, IEnumerable<string> required)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["description"] = description,
            ["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create<string, JsonNode?>(member.Name, member.Schema))),
        };
        // OpenAPI 3.0 has no empty list of required members.
        if (required.Select(name => (JsonNode?)name).ToArray() is { Length: > 0 } names)
            schema["required"] = new JsonArray(names);
        return schema;
    }

    /// <summary>An output may be asked for by reference; bytes come in an object that says what they are.</summary>
    static JsonObject OutputOf(OutputDescription output) => new()
    {
        ["description"] = Words(output.Title, output.Description),
        ["anyOf"] = new JsonArray(IsBytes(output.Schema) ? Reference("qualifiedValue") : Translate(Written(output.Schema)), Reference("reference")),
    };

    static JsonObject ValueOf(Schema schema, string title, string? description)
    {
        var value = Translate(Written(schema));
        value["description"] = value["description"] is { } more ? $"{Words(title, description)} {more}" : Words(title, description);
        return value;
    }

    static string Words(string title, string? description) => description is null ? title : $"{title}: {description}";

    static bool IsBytes(Schema schema) => schema.ContentEncoding is not null || (schema.OneOf?.All(IsBytes) ?? false);

    static JsonObject Written(Schema schema) => JsonSerializer.SerializeToNode(schema, GatewayJson.Options)!.AsObject();

    /// <summary>The descriptions' dialect (OGC 18-062r2, schema.yaml) knows more than OpenAPI 3.0: media types of contents, and the bounding box as a format.</summary>
    static JsonObject Translate(JsonObject schema)
    {
        if (TextIn(schema, "format") == Schema.BboxFormat)
            return Reference("bbox");
        if (TextIn(schema, "contentEncoding") is not null)
            return new JsonObject { ["type"] = "string", ["format"] = "byte", ["description"] = $"{TextIn(schema, "contentMediaType")} as base64" };
        return new JsonObject(schema.Select(member => KeyValuePair.Create(member.Key, TranslateMember(member.Key, member.Value))));
    }

    static JsonNode? TranslateMember(string keyword, JsonNode? value) => (keyword, value) switch
    {
        ("properties", JsonObject members) => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Translate(member.Value!.AsObject())))),
        ("items" or "additionalProperties", JsonObject schema) => Translate(schema),
        ("oneOf" or "allOf", JsonArray schemas) => new JsonArray([.. schemas.Select(schema => Translate(schema!.AsObject()))]),
        _ => value?.DeepClone(),
    };

    public static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    static string? TextIn(JsonObject schema, string keyword) => schema[keyword]?.GetValue<string>();
}
