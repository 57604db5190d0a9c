using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

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
            {Markup.When(filled.Problem is not null, Problem(fields, filled))}{filled.Forecast}
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
