using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;

namespace OrderSaga.Gateway.Processes;

/// <summary>What goes to a desk of an execute request, and what comes back of its faults.</summary>
static class DeskFaults
{
    /// <summary>The inputs by name, and the subscriber.</summary>
    public static Dictionary<string, JsonElement> Members(this ExecuteRequest request)
    {
        var members = request.Inputs.ToDictionary(input => input.Key, input => input.Value.Value);
        if (request.Subscriber is { } subscriber)
            members["subscriber"] = subscriber;
        return members;
    }

    /// <summary>Tells the faults of the request's form and those that the desk found in its values, all at once.</summary>
    /// <exception cref="RefusedException">There is a fault.</exception>
    public static void Refuse(this ExecuteRequest request, IReadOnlyList<FieldFault> found)
    {
        List<FieldFault> faults = [.. request.Faults, .. found.Select(fault => Placed(fault, request.Process)).Where(fault => !IsTold(fault, request.Faults))];
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);
    }

    /// <summary>The fault's place in the execute request: faults of a desk name inputs without their parent.</summary>
    static FieldFault Placed(FieldFault fault, ProcessDescription process) =>
        process.Inputs.ContainsKey(TopOf(fault.Field)) ? fault with { Field = $"inputs.{fault.Field}" } : fault;

    /// <summary>An input whose form is wrong did not come to the desk, which then misses it.</summary>
    static bool IsTold(FieldFault missed, IReadOnlyList<FieldFault> told) =>
        missed.Value is null && told.Any(fault => fault.Field == missed.Field || fault.Field.StartsWith($"{missed.Field}.", StringComparison.Ordinal));

    static string TopOf(string field) => field.Split('.', '[')[0];
}
