using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.References;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Processes;

/// <summary>Reads execute requests: inputs bare, qualified or by reference, and the form of the results.</summary>
sealed class ExecuteReader(InputReferences references)
{
    const string Subscriber = "subscriber";

    static readonly string[] Qualifiers = ["value", "mediaType", "encoding", "schema", "format"];
    static readonly string[] LinkMembers = ["href", "rel", "type", "hreflang", "title", "format"];

    /// <exception cref="RefusedException">400: the names of the body's members can't be read.</exception>
    public async Task<ExecuteRequest> ReadAsync(JsonElement body, ProcessDescription process, string owner, CancellationToken aborted)
    {
        var faults = new List<FieldFault>();
        var inputs = await ReadInputsAsync(body, process, faults, aborted);
        return new ExecuteRequest
        {
            Process = process,
            Inputs = inputs,
            Subscriber = body.TryGetProperty(Subscriber, out var subscriber) ? subscriber : null,
            Form = ResultForm.Read(body, process, faults),
            Faults = faults,
            Owner = owner,
        };
    }

    async Task<Dictionary<string, InputValue>> ReadInputsAsync(
        JsonElement body, ProcessDescription process, List<FieldFault> faults, CancellationToken aborted)
    {
        var values = new Dictionary<string, InputValue>(StringComparer.Ordinal);
        if (!body.TryGetProperty("inputs", out var inputs))
            return values;
        if (inputs.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new FieldFault("inputs", Excerpt.Of(inputs), "must be an object with the inputs by name"));
            return values;
        }
        foreach (var input in inputs.EnumerateObject())
        {
            var name = GatewayJson.NameOf(input);
            var field = $"inputs.{name}";
            if (!process.Inputs.TryGetValue(name, out var described))
                faults.Add(new FieldFault(Excerpt.Of(field), null, $"is no input of this process; it has {string.Join(", ", process.Inputs.Keys)}"));
            else if (await ReadAsync(input.Value, described.Schema, field, faults, aborted) is { } value && !(described.MinOccurs == 0 && value.Value.ValueKind is JsonValueKind.Null))
                values[name] = value;
        }
        return values;
    }

    async Task<InputValue?> ReadAsync(JsonElement input, Schema schema, string field, List<FieldFault> faults, CancellationToken aborted)
    {
        if (IsLink(input, schema))
            return await references.ReadAsync(input, schema, field, faults, aborted);
        return IsQualified(input, schema) ? Qualification.Read(input, schema, field, faults) : new InputValue(input);
    }

    /// <summary>
    /// An object of the client's own may have a member <c>value</c> too; it is taken for a qualified value only when an
    /// object is inside and nothing else beside it.
    /// </summary>
    static bool IsQualified(JsonElement input, Schema schema) =>
        input.ValueKind == JsonValueKind.Object
        && input.TryGetProperty("value", out var value)
        && (schema.Type != "object" || (value.ValueKind == JsonValueKind.Object && HasOnly(input, Qualifiers)));

    static bool IsLink(JsonElement input, Schema schema) =>
        input.ValueKind == JsonValueKind.Object
        && input.TryGetProperty("href", out var href) && href.ValueKind == JsonValueKind.String
        && (schema.Type != "object" || HasOnly(input, LinkMembers));

    static bool HasOnly(JsonElement input, string[] names) => input.EnumerateObject().All(member => names.Any(member.NameEquals));
}
