using System.Text.Json;
using System.Text.Json.Nodes;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Landing;

/// <summary>
/// The API definition (OGC 18-062r2, oas30), put together once. Each room has the paths and schemas of its subjects in its
/// folder Definition; what the processes take and give is told by their descriptions.
/// </summary>
sealed class DefinitionDocument
{
    // What no room but this one has to say, before and behind the rooms' parts.
    static readonly string[] First = ["document", "service"];
    static readonly string[] Last = ["pages", "common", "examples"];

    public DefinitionDocument(IEnumerable<DefinitionPart> parts, IEnumerable<ProcessDescription> processes, Addresses addresses)
    {
        var document = new JsonObject();
        foreach (var part in First.Concat(parts.OrderBy(part => part.IsOfPages).Select(part => part.Name)).Concat(Last))
            Add(document, Read(part));
        var schemas = document["components"]!["schemas"]!.AsObject();
        var execute = schemas["execute"]!["properties"]!;
        var inputs = execute["inputs"]!["anyOf"]!.AsArray();
        var wanted = execute["outputs"]!["properties"]!.AsObject();
        var outputs = schemas["results"]!["anyOf"]!.AsArray();
        foreach (var (place, process) in processes.Index())
        {
            inputs.Add(Add(schemas, ProcessSchemas.InputsOf(process)));
            foreach (var output in process.Outputs.Keys)
                wanted.TryAdd(output, ProcessSchemas.Reference("outputForm"));
            outputs.Insert(place, Add(schemas, ProcessSchemas.OutputsOf(process)));
        }
        document["servers"] = new JsonArray(new JsonObject { ["url"] = addresses.Root });
        Body = JsonSerializer.SerializeToUtf8Bytes(document, GatewayJson.Options);
        Root = JsonElement.Parse(Body);
    }

    /// <summary>As JSON.</summary>
    public byte[] Body { get; }

    public JsonElement Root { get; }

    /// <summary>Objects of the same name become one; anything else may be said by one part alone.</summary>
    static void Add(JsonObject whole, JsonObject part)
    {
        foreach (var (name, value) in part)
        {
            if (whole[name] is JsonObject told && value is JsonObject further)
                Add(told, further);
            else
                whole.Add(name, value?.DeepClone());
        }
    }

    /// <returns>A reference to the schema.</returns>
    static JsonObject Add(JsonObject schemas, KeyValuePair<string, JsonNode?> schema)
    {
        schemas.Add(schema);
        return ProcessSchemas.Reference(schema.Key);
    }

    static JsonObject Read(string part)
    {
        using var stream = typeof(DefinitionDocument).Assembly.GetManifestResourceStream($"definition/{part}.json")
            ?? throw new InvalidOperationException($"The API definition's part {part} is not in the assembly.");
        return JsonNode.Parse(stream)!.AsObject();
    }
}
