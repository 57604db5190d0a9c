using Microsoft.Extensions.Primitives;
using OrderSaga.Contracts;

namespace OrderSaga.Gateway.Processes;

/// <summary>What stands in a process's form, by the fields' names, and what was wrong with it.</summary>
/// <param name="Problem">What ended the last attempt; null before the first.</param>
sealed record FilledForm(IReadOnlyDictionary<string, string> Typed, string? Problem = null, IReadOnlyList<FieldFault>? Faults = null)
{
    /// <summary>What of a query or a posted form are inputs.</summary>
    public static FilledForm Of(IEnumerable<KeyValuePair<string, StringValues>> fields) => new(fields
        .Where(field => field.Key.StartsWith(InputField.Prefix, StringComparison.Ordinal) && !StringValues.IsNullOrEmpty(field.Value))
        .ToDictionary(field => field.Key, field => field.Value[0]!, StringComparer.Ordinal));

    /// <summary>Faults of the field and of places within its value.</summary>
    public IReadOnlyList<string> RulesOf(InputField field) =>
        [.. (Faults ?? []).Where(fault => IsOf(fault, field)).Select(fault => fault.Field == field.Id ? fault.Rule : $"{fault.Field[field.Id.Length..].TrimStart('.')} {fault.Rule}")];

    public static bool IsOf(FieldFault fault, InputField field) =>
        fault.Field.StartsWith(field.Id, StringComparison.Ordinal) && (fault.Field.Length == field.Id.Length || fault.Field[field.Id.Length] is '.' or '[');
}
