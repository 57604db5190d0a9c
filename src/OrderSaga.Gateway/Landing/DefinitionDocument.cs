using System.Text.Json;
using System.Text.Json.Nodes;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Landing;

/// <summary>
/// The API definition (OGC 18-062r2, oas30), put together once. Its parts lie in the folder Definition, one for each
/// subject with the paths and schemas of that subject; what the processes take and give is told by their descriptions.
/// </summary>
sealed class DefinitionDocument
{
    // Paths and schemas stand in this order.
    static readonly string[] _parts =
    [
        "document", "service", "processes", "execution", "jobs", "results", "history", "callbacks", "bulks", "batches", "pages", "common", "examples",
    ];

    public DefinitionDocument(IEnumerable<IProcess> processes, Addresses addresses)
    {
        var document = new JsonObject();
        foreach (var part in _parts)
            Add(document, Read(part));
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var process in processes)
        {
            schemas.Add(ProcessSchemas.InputsOf(process.Description));
            schemas.Add(ProcessSchemas.OutputsOf(process.Description));
        }
        document["servers"] = new JsonArray(new JsonObject { ["url"] = addresses.Landing });
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

    static JsonObject Read(string part)
    {
        using var stream = typeof(DefinitionDocument).Assembly.GetManifestResourceStream($"definition/{part}.json")
            ?? throw new InvalidOperationException($"The API definition's part {part} is not in the assembly.");
        return JsonNode.Parse(stream)!.AsObject();
    }
}
