using System.Text.Json;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Processes;

/// <summary>An input of a process as a field of its form: how it is shown, and what its text says in JSON.</summary>
sealed class InputField
{
    /// <summary>Before an input's name in the form, as execute requests and their faults have it.</summary>
    public const string Prefix = "inputs.";

    // How a value is written, where that is not plain.
    static readonly Dictionary<InputKind, string> Manners = new()
    {
        [InputKind.Json] = " In JSON.",
        [InputKind.Lines] = " One on each line.",
        [InputKind.Numbers] = " With commas or blanks between them.",
    };

    readonly JsonElement _schema;
    readonly InputDescription _input;
    readonly InputKind _kind;

    public InputField(string name, InputDescription input)
    {
        Name = name;
        _input = input;
        _schema = JsonSerializer.SerializeToElement(input.Schema, GatewayJson.Options);
        _kind = InputText.KindOf(_schema);
    }

    public string Name { get; }

    public string Id => Prefix + Name;

    public string Title => _input.Title;

    public bool IsRequired => _input.MinOccurs > 0;

    public bool IsStructured => _kind == InputKind.Json;

    /// <summary>Its faults name items by what they say: who types them does not count from zero.</summary>
    public bool IsList => _kind is InputKind.Lines or InputKind.Numbers;

    /// <summary>Two of them stand beside each other.</summary>
    bool IsShort => _kind is InputKind.Number or InputKind.Word or InputKind.Flag or InputKind.Truth or InputKind.Time;

    /// <param name="typed">What stands in it.</param>
    /// <param name="rules">Why that is wrong.</param>
    public Markup Show(string? typed, IReadOnlyList<string> rules) => $"""
        <div class="input{Markup.When(_kind == InputKind.Flag, $" flag")}{Markup.When(IsShort, $" short")}{Markup.When(rules.Count > 0, $" wrong")}">
        {Markup.When(_kind == InputKind.Flag, $"{Control(typed, rules)}{Label()}")}{Markup.When(_kind != InputKind.Flag, $"{Label()}\n{Control(typed, rules)}")}
        {Markup.When(_input.Description is not null, $"<p class=\"hint\" id=\"{Id}-hint\">{_input.Description}{Manners.GetValueOrDefault(_kind)}</p>")}
        {Markup.When(rules.Count > 0, $"<p class=\"rule\" id=\"{Id}-rule\">{string.Join("; ", rules)}</p>")}</div>

        """;

    /// <summary>What the text says, unchecked, as the rules are the process's own; null for a text that has to be JSON and is none.</summary>
    public JsonElement? Read(string typed) => InputText.Read(_kind, typed);

    Markup Label() => $"""<label for="{Id}">{Title}{Markup.When(_kind == InputKind.Time, $" (UTC)")}{Markup.When(IsRequired, $" <span class=\"bound\">required</span>")}</label>""";

    Markup Control(string? typed, IReadOnlyList<string> rules)
    {
        var attributes = Attributes(isWrong: rules.Count > 0);
        return _kind switch
        {
            InputKind.Word => Choice(_schema.GetProperty("enum").EnumerateArray().Where(word => word.ValueKind is JsonValueKind.String).Select(word => word.ToString()), typed, attributes),
            InputKind.Truth => Choice(InputText.Truths, typed, attributes),
            InputKind.Flag => $"""<input type="checkbox" value="{InputText.True}"{Markup.When(typed == InputText.True, $" checked=\"checked\"")}{attributes} />""",
            InputKind.Json => $"""<textarea{attributes} rows="3" spellcheck="false"{Example()}>{typed}</textarea>""",
            InputKind.Lines => $"""<textarea{attributes} rows="4" spellcheck="false">{typed}</textarea>""",
            InputKind.Number => $"""<input type="number" value="{typed}"{attributes}{Bound("minimum", "min")}{Bound("maximum", "max")} step="{(_schema.GetProperty("type").ValueEquals("integer") ? "1" : "any")}"{Usual()} />""",
            InputKind.Time => $"""<input type="datetime-local" step="1" value="{typed?.TrimEnd('Z')}"{attributes} />""",
            _ => $"""<input type="text" value="{typed}"{attributes}{Bound("maxLength", "maxlength")} spellcheck="false"{Usual()} />""",
        };
    }

    Markup Attributes(bool isWrong)
    {
        var told = string.Join(' ', new[] { _input.Description is null ? null : $"{Id}-hint", isWrong ? $"{Id}-rule" : null }.OfType<string>());
        return $""" id="{Id}" name="{Id}"{Markup.When(IsRequired, $" required=\"required\"")}{Markup.When(isWrong, $" aria-invalid=\"true\"")}{Markup.When(told.Length > 0, $" aria-describedby=\"{told}\"")}""";
    }

    static Markup Choice(IEnumerable<string> words, string? typed, Markup attributes) =>
        $"""<select{attributes}>{Field.Options([("", "–"), .. words.Select(word => (word, word))], typed)}</select>""";

    Markup Bound(string keyword, string attribute) => _schema.TryGetProperty(keyword, out var bound) ? $""" {attribute}="{bound.ToString()}" """ : Markup.Empty;

    Markup Usual() => _schema.TryGetProperty("default", out var usual) ? $""" placeholder="{usual.ToString()}" """ : Markup.Empty;

    Markup Example() => _schema.TryGetProperty("example", out var example) ? $""" placeholder="{example.GetRawText()}" """ : Markup.Empty;
}
