using Microsoft.Extensions.Primitives;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Html;

namespace OrderSaga.Gateway.Processes;

/// <summary>What stands in a process's form, by the fields' names, and what was wrong with it.</summary>
sealed record FilledForm(IReadOnlyDictionary<string, string> Typed)
{
    /// <summary>A name of its own for this filling of the form; null for the first sight of it.</summary>
    public string? Filling { get; init; }

    /// <summary>What ended the last attempt; null before the first.</summary>
    public string? Problem { get; init; }

    /// <summary>What the request would come to, if it asked for that alone.</summary>
    public Markup? Forecast { get; init; }

    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>What of a query or a posted form are inputs.</summary>
    public static FilledForm Of(IEnumerable<KeyValuePair<string, StringValues>> fields) => new(fields
        .Where(field => field.Key.StartsWith(InputField.Prefix, StringComparison.Ordinal) && !StringValues.IsNullOrEmpty(field.Value))
        .ToDictionary(field => field.Key, field => field.Value[0]!, StringComparer.Ordinal));

    /// <summary>The form with nothing in one of its fields.</summary>
    public FilledForm Without(string field) => this with { Typed = Typed.Where(typed => typed.Key != field).ToDictionary() };

    /// <summary>Faults of the field and of places within its value.</summary>
    public IReadOnlyList<string> RulesOf(InputField field) =>
        [.. Faults.Where(fault => IsOf(fault, field)).Select(fault => fault.Field == field.Id ? fault.Rule : $"{PlaceOf(fault, field)} {fault.Rule}")];

    static string PlaceOf(FieldFault fault, InputField field) =>
        field.IsList && fault.Value is { } value ? $"'{value}'" : fault.Field[field.Id.Length..].TrimStart('.');

    public static bool IsOf(FieldFault fault, InputField field) =>
        fault.Field.StartsWith(field.Id, StringComparison.Ordinal) && (fault.Field.Length == field.Id.Length || fault.Field[field.Id.Length] is '.' or '[');
}
