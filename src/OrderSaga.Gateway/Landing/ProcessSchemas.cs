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
            process.Inputs.Select(input => (input.Key, InputOf(input.Value))),
            process.Inputs.Where(input => input.Value.MinOccurs > 0).Select(input => input.Key),
            isWhole: true));

    /// <summary>Only outputs that have a value are there, so none is required.</summary>
    public static KeyValuePair<string, JsonNode?> OutputsOf(ProcessDescription process) => new(
        $"{process.Id}-outputs",
        ObjectOf(
            $"Results of {process.Id} as a document",
            process.Outputs.Select(output => (output.Key, OutputOf(output.Value))),
            required: []));

    static JsonObject ObjectOf(string description, IEnumerable<(string Name, JsonObject Schema)> members, IEnumerable<string> required, bool isWhole = false)
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
        if (isWhole)
            schema["additionalProperties"] = false;
        return schema;
    }

    /// <summary>An output may be asked for by reference; bytes come in an object that says what they are.</summary>
    static JsonObject OutputOf(OutputDescription output) => new()
    {
        ["description"] = Words(output.Title, output.Description),
        ["anyOf"] = new JsonArray(IsBytes(output.Schema) ? Reference("qualifiedValue") : Translate(Written(output.Schema)), Reference("reference")),
    };

    /// <summary>An input may be given bare, with what it is, or by where it lies; one that is not needed may be null.</summary>
    static JsonObject InputOf(InputDescription input)
    {
        return new JsonObject
        {
            ["description"] = Words(input.Title, input.Description),
            ["anyOf"] = new JsonArray(ValueOf(input), Qualified(input), Reference("reference")),
        };
    }

    static JsonObject ValueOf(InputDescription input)
    {
        var value = Translate(Written(input.Schema));
        if (input.MinOccurs > 0 || input.Schema.Nullable is true)
            return value;
        var nothing = new JsonObject { ["type"] = "string", ["nullable"] = true, ["enum"] = new JsonArray((JsonNode?)null) };
        return new JsonObject { ["anyOf"] = new JsonArray(value, nothing) };
    }

    static JsonObject Qualified(InputDescription input) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("value"),
        ["properties"] = new JsonObject
        {
            ["value"] = ValueOf(input),
            ["mediaType"] = new JsonObject { ["type"] = "string", ["description"] = string.Join(" or ", MediaType.Of(input.Schema)) },
            ["encoding"] = new JsonObject { ["type"] = "string", ["description"] = "base64 for bytes, utf-8 for text" },
            ["schema"] = new JsonObject { ["description"] = "Taken and not looked at" },
            ["format"] = new JsonObject { ["type"] = "object", ["description"] = "The three before, as drafts of the standard had them" },
        },
    };

    static string Words(string title, string? description) => description is null ? title : $"{title}: {description}";

    static bool IsBytes(Schema schema) => schema.ContentEncoding is not null || (schema.OneOf?.All(IsBytes) ?? false);

    static JsonObject Written(Schema schema) => JsonSerializer.SerializeToNode(schema, GatewayJson.Options)!.AsObject();

    /// <summary>The descriptions' dialect (OGC 18-062r2, schema.yaml) knows more than OpenAPI 3.0: media types of contents, and the bounding box as a format.</summary>
    static JsonObject Translate(JsonObject schema)
    {
        if (TextIn(schema, "format") == Schema.BboxFormat)
            return Reference("bbox");
        if (TextIn(schema, "contentEncoding") is not null)
            return BytesOf(schema);
        if (schema["oneOf"] is JsonArray choices && schema["nullable"] is { } nullable)
            return ChoiceOf(choices, nullable);
        return new JsonObject(schema.Select(member => KeyValuePair.Create(member.Key, TranslateMember(member.Key, member.Value))));
    }

    static JsonObject BytesOf(JsonObject schema)
    {
        var bytes = new JsonObject { ["type"] = "string", ["format"] = "byte", ["description"] = $"{TextIn(schema, "contentMediaType")} as base64" };
        foreach (var keyword in new[] { "pattern", "nullable" })
        {
            if (schema[keyword] is { } value)
                bytes[keyword] = value.DeepClone();
        }
        return bytes;
    }

    /// <summary>What the media types tell apart is all the same to a check of the text, so it must not be one of them alone; and null needs a type beside it.</summary>
    static JsonObject ChoiceOf(JsonArray choices, JsonNode nullable)
    {
        var translated = choices.Select(choice => Translate(choice!.AsObject())).ToList();
        foreach (var choice in translated)
            choice["nullable"] = nullable.DeepClone();
        return new JsonObject { ["anyOf"] = new JsonArray([.. translated]) };
    }

    static JsonNode? TranslateMember(string keyword, JsonNode? value) => (keyword, value) switch
    {
        ("properties", JsonObject members) => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Translate(member.Value!.AsObject())))),
        ("items" or "additionalProperties", JsonObject schema) => Translate(schema),
        ("oneOf" or "anyOf" or "allOf", JsonArray schemas) => new JsonArray([.. schemas.Select(schema => Translate(schema!.AsObject()))]),
        _ => value?.DeepClone(),
    };

    public static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    static string? TextIn(JsonObject schema, string keyword) => schema[keyword]?.GetValue<string>();
}
