using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace OrderSaga.Tests.Gateway.Definition;

/// <summary>
/// The schemas that the service publishes, of its API definition and of its process descriptions, as a proxy reads them: OpenAPI 3.0's
/// words in JSON Schema's, nothing made stricter.
/// </summary>
sealed class PublishedSchemas
{
    const string Components = "#/components/schemas/";

    static readonly Uri Address = new("urn:ordersaga:published");

    readonly BuildOptions _options = new() { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft07 };

    public PublishedSchemas(JsonElement definition)
    {
        var schemas = definition.GetProperty("components").GetProperty("schemas");
        JsonSchema.FromText(new JsonObject { ["definitions"] = Plain(JsonNode.Parse(schemas.GetRawText())) }.ToJsonString(), _options, Address);
    }

    public JsonSchema Read(JsonElement schema) => JsonSchema.FromText(Plain(JsonNode.Parse(schema.GetRawText()))!.ToJsonString(), _options);

    public static bool Takes(JsonSchema schema, string json) => Schemas.FaultsOf(json, schema).Count == 0;

    static JsonNode? Plain(JsonNode? schema)
    {
        if (schema is JsonArray list)
            return new JsonArray([.. list.Select(Plain)]);
        if (schema is not JsonObject members)
            return schema?.DeepClone();
        var plain = new JsonObject(members.Where(member => member.Key is not ("nullable" or "example")).Select(member => KeyValuePair.Create(member.Key, Plain(member.Value))));
        if (plain["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var component))
            plain["$ref"] = $"{Address}#/definitions/{component[Components.Length..]}";
        // The description's dialect: a box is the standard's bbox.yaml, and contents are told apart by their media types.
        if (plain["format"] is JsonValue format && format.TryGetValue<string>(out var name) && name == "ogc-bbox")
            return new JsonObject { ["$ref"] = $"{Address}#/definitions/bbox" };
        if (plain["oneOf"] is JsonArray choices && choices.All(choice => choice is JsonObject content && content.ContainsKey("contentMediaType")))
        {
            plain.Remove("oneOf");
            plain["anyOf"] = choices;
        }
        if (members["nullable"] is not JsonValue nullable || !nullable.TryGetValue<bool>(out var orNull) || !orNull)
            return plain;
        if (plain["type"] is { } type)
        {
            plain["type"] = new JsonArray(type.DeepClone(), "null");
            return plain;
        }
        return new JsonObject { ["anyOf"] = new JsonArray(plain, new JsonObject { ["type"] = "null" }) };
    }
}
