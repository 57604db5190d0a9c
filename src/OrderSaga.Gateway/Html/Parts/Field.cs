namespace OrderSaga.Gateway.Html.Parts;

/// <summary>Form fields with their labels.</summary>
static class Field
{
    /// <param name="kind">The input's type: text, number, datetime-local …</param>
    /// <param name="value">What stands in it; null for nothing.</param>
    /// <param name="further">Further attributes.</param>
    public static Markup Input(string name, string label, string kind, string? value, Markup? further = null) => $"""
        <label class="field"><span>{label}</span><input type="{kind}" name="{name}"{Markup.When(value is not null, $" value=\"{value}\"")}{further} /></label>

        """;

    public static Markup Choice(string name, string label, IEnumerable<(string Value, string Text)> options, string? chosen) => $"""
        <label class="field"><span>{label}</span><select name="{name}">{Options(options, chosen)}</select></label>

        """;

    public static Markup Hidden(string name, string value) => $"""<input type="hidden" name="{name}" value="{value}" />""";

    public static Markup Options(IEnumerable<(string Value, string Text)> options, string? chosen) =>
        Markup.Each(options, option => $"""<option value="{option.Value}"{Markup.When(option.Value == chosen, $" selected=\"selected\"")}>{option.Text}</option>""");
}

/// <summary>Why what a form asked for was not done.</summary>
static class Problem
{
    /// <param name="text">Null for no problem.</param>
    public static Markup Of(string? text) => Markup.When(text is not null, $"""
        <div class="problem" role="alert"><p>{text}</p></div>

        """);
}
