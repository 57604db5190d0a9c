using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.References;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Processes;

/// <summary>
/// An execute request (OGC 18-062r2, execute.yaml). Its form is checked; what its values say is for the process, which
/// tells the faults of both at once.
/// </summary>
sealed record ExecuteRequest
{
    public required ProcessDescription Process { get; init; }

    /// <summary>The inputs without their wrapping, as they stood. One with a fault is left out.</summary>
    public required IReadOnlyDictionary<string, InputValue> Inputs { get; init; }

    public JsonElement? Subscriber { get; init; }

    public required ResultForm Form { get; init; }

    /// <summary>What is wrong with the form; the request must be refused when there is any.</summary>
    public required IReadOnlyList<FieldFault> Faults { get; init; }

    public bool IsFaulty => Faults.Count > 0;

    /// <summary>Whose job it will be.</summary>
    public required string Owner { get; init; }

    /// <summary>For a desk: the inputs by name, and the subscriber.</summary>
    public IReadOnlyDictionary<string, JsonElement> Members()
    {
        var members = Inputs.ToDictionary(input => input.Key, input => input.Value.Value);
        if (Subscriber is { } subscriber)
            members["subscriber"] = subscriber;
        return members;
    }

    /// <summary>Tells the faults of the request's form and those that a desk found in its values, all at once.</summary>
    /// <exception cref="RefusedException">There is a fault.</exception>
    public void Refuse(IReadOnlyList<FieldFault> found)
    {
        var faults = new FoundFaults();
        faults.AddAll(Faults);
        faults.AddAll(found, fault => Placed(fault) is var placed && IsTold(placed) ? null : placed);
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);
    }

    /// <summary>The fault's place in the execute request: faults of a desk name inputs without their parent.</summary>
    FieldFault Placed(FieldFault fault) =>
        Process.Inputs.ContainsKey(fault.Field.Split('.', '[')[0]) ? fault with { Field = $"inputs.{fault.Field}" } : fault;

    /// <summary>An input whose form is wrong did not come to the desk, which then misses it.</summary>
    bool IsTold(FieldFault missed) =>
        missed.Value is null && Faults.Any(fault => fault.Field == missed.Field || fault.Field.StartsWith($"{missed.Field}.", StringComparison.Ordinal));
}

/// <summary>Reads execute requests: inputs bare, qualified or by reference, and the form of the results.</summary>
sealed class ExecuteReader(InputReferences references)
{
    const string Subscriber = "subscriber";

    static readonly string[] Qualifiers = ["value", "mediaType", "encoding", "schema", "format"];
    static readonly string[] LinkMembers = ["href", "rel", "type", "hreflang", "title", "format"];

    /// <exception cref="RefusedException">400: the names of the body's members can't be read.</exception>
    public async Task<ExecuteRequest> ReadAsync(JsonElement body, ProcessDescription process, string owner, CancellationToken aborted)
    {
        var faults = new FoundFaults();
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
        JsonElement body, ProcessDescription process, FoundFaults faults, CancellationToken aborted)
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
            if (!process.Inputs.TryGetValue(name, out var described) && faults.IsFull)
                faults.LeaveOut();
            else if (described is null)
                faults.Add(new FieldFault(Excerpt.Of(field), null, $"is no input of this process; it has {string.Join(", ", process.Inputs.Keys)}"));
            else if (await ReadAsync(input.Value, described.Schema, field, faults, aborted) is { } value && !(described.MinOccurs == 0 && value.Value.ValueKind is JsonValueKind.Null))
                values[name] = value;
        }
        return values;
    }

    async Task<InputValue?> ReadAsync(JsonElement input, Schema schema, string field, FoundFaults faults, CancellationToken aborted)
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
