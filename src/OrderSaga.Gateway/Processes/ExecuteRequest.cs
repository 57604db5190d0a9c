using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;

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
        List<FieldFault> faults = [.. Faults, .. found.Select(Placed).Where(fault => !IsTold(fault))];
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
