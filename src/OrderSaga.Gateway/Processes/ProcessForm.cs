using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Processes;

/// <summary>The form that executes a process, made from its description. It works without a script.</summary>
sealed class ProcessForm(Site site)
{
    public Markup Of(ProcessDescription process, FilledForm filled)
    {
        var fields = FieldsOf(process);
        // A description begins with what is needed most; from the first structured input on it is for the few. Where nothing is
        // needed by itself, all of it is to choose from.
        List<InputField> aside = fields.Any(field => field.IsRequired) ? [.. fields.SkipWhile(field => !field.IsStructured).Where(field => !field.IsRequired)] : [];
        return $"""
            {Markup.When(filled.Problem is not null, Problem(fields, filled))}{filled.Answer}
            <form class="execute" method="post" action="{site.Form(process.Id)}">
            {Field.Hidden(ExecutionForm.Filling, filled.Filling ?? Guid.NewGuid().ToString())}
            {Markup.Each(fields.Except(aside), field => Show(field, filled))}
            {Markup.When(aside.Count > 0, Aside(aside, filled))}
            <div class="actions"><button type="submit">Submit</button></div>
            </form>

            """;
    }

    public static IReadOnlyList<InputField> FieldsOf(ProcessDescription process) => [.. process.Inputs.Select(input => new InputField(input.Key, input.Value))];

    static Markup Show(InputField field, FilledForm filled) => field.Show(filled.Typed.GetValueOrDefault(field.Id), filled.RulesOf(field));

    static Markup Aside(IReadOnlyList<InputField> fields, FilledForm filled)
    {
        var isUsed = fields.Any(field => filled.Typed.ContainsKey(field.Id) || filled.RulesOf(field).Count > 0);
        return $"""
            <details class="aside" id="further"{Markup.When(isUsed, $" open=\"open\"")}><summary>Further inputs</summary>
            {Markup.Each(fields, field => Show(field, filled))}</details>
            """;
    }

    static Markup Problem(IReadOnlyList<InputField> fields, FilledForm filled)
    {
        var wrong = fields.Where(field => filled.RulesOf(field).Count > 0).ToList();
        var elsewhere = filled.Faults.Where(fault => !fields.Any(field => FilledForm.IsOf(fault, field))).ToList();
        return $"""
            <div class="problem" role="alert"><p>{filled.Problem}</p>
            {Markup.When(wrong.Count + elsewhere.Count > 0, $"""
            <ul>{Markup.Each(wrong, field => $"<li><a href=\"#{field.Id}\">{field.Title}</a> {string.Join("; ", filled.RulesOf(field))}</li>")}{Markup.Each(elsewhere, fault => $"<li><code>{fault.Field}</code> {fault.Rule}</li>")}</ul>
            """)}</div>
            """;
    }
}

/// <summary>What stands in a process's form, by the fields' names, and what was wrong with it.</summary>
sealed record FilledForm(IReadOnlyDictionary<string, string> Typed)
{
    /// <summary>A name of its own for this filling of the form; null for the first sight of it.</summary>
    public string? Filling { get; init; }

    /// <summary>What ended the last attempt; null before the first.</summary>
    public string? Problem { get; init; }

    /// <summary>What came of the last attempt, of one that led nowhere else: an answer, or a forecast.</summary>
    public Markup? Answer { get; init; }

    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>What of a query or a posted form are inputs.</summary>
    public static FilledForm Of(IEnumerable<KeyValuePair<string, StringValues>> fields) => new(fields
        .Where(field => field.Key.StartsWith(InputField.Prefix, StringComparison.Ordinal) && !StringValues.IsNullOrEmpty(field.Value))
        .ToDictionary(field => field.Key, field => field.Value[0]!, StringComparer.Ordinal));

    /// <summary>A link to the form with inputs in it; those without a value are left out.</summary>
    public static string Link(Site site, string processId, params IEnumerable<(string Name, string? Value)> inputs) =>
        site.Process(processId) + new QueryBuilder(inputs.Where(input => input.Value is not null).Select(input => KeyValuePair.Create(InputField.Prefix + input.Name, input.Value!))).ToQueryString();

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
