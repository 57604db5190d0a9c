using System.Text.Json;
using Json.Schema;

namespace OrderSaga.Tests.Gateway;

/// <summary>What a JSON text breaks of a schema, formats included.</summary>
static class Schemas
{
    static readonly EvaluationOptions Strictly = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    /// <summary>A place in the text and the rule it breaks, each; none for a text that fits.</summary>
    public static IReadOnlyList<string> FaultsOf(string text, JsonSchema schema)
    {
        JsonElement value;
        try
        {
            value = JsonElement.Parse(text);
        }
        catch (JsonException fault)
        {
            return [$"no JSON: {fault.Message}"];
        }
        var result = schema.Evaluate(value, Strictly);
        // Alternatives that do not fit are listed too, of a text that fits another.
        return result.IsValid ? [] :
        [
            "breaks the schema",
            .. from place in result.Details ?? []
               from error in place.Errors ?? []
               select $"{place.InstanceLocation}: {error.Value}",
        ];
    }
}
