using System.Text.Json;
using System.Text.RegularExpressions;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Processes;

/// <summary>An input of a process as a field of its form: how it is shown, and what its text says in JSON.</summary>
sealed partial class InputField
{
    /// <summary>Before an input's name in the form, as execute requests and their faults have it.</summary>
    public const string Prefix = "inputs.";

    static readonly string[] _truths = ["true", "false"];

    readonly JsonElement _schema;
    readonly InputDescription _input;
    readonly Kind _kind;

    public InputField(string name, InputDescription input)
    {
        Name = name;
        _input = input;
        _schema = JsonSerializer.SerializeToElement(input.Schema, GatewayJson.Options);
        _kind = KindOf(_schema);
    }

    enum Kind
    {
        Line,
        Number,
        Truth,
        Word,
        Time,
        Json,
    }

    public string Name { get; }

    public string Id => Prefix + Name;

    public string Title => _input.Title;

    public bool IsRequired => _input.MinOccurs > 0;

    public bool IsStructured => _kind == Kind.Json;

    /// <param name="typed">What stands in it.</param>
    /// <param name="rules">Why that is wrong.</param>
    public Markup Show(string? typed, IReadOnlyList<string> rules) => $"""
        <div class="input{Markup.When(rules.Count > 0, $" wrong")}">
        <label for="{Id}">{Title}{Markup.When(_kind == Kind.Time, $" (UTC)")}{Markup.When(IsRequired, $" <span class=\"bound\">required</span>")}</label>
        {Control(typed, Attributes(rules.Count > 0))}
        {Markup.When(_input.Description is not null, $"<p class=\"hint\" id=\"{Id}-hint\">{_input.Description}{Markup.When(_kind == Kind.Json, $" In JSON.")}</p>")}
        {Markup.When(rules.Count > 0, $"<p class=\"rule\" id=\"{Id}-rule\">{string.Join("; ", rules)}</p>")}</div>

        """;

    /// <summary>What the text says, unchecked, as the rules are the process's own; null for a text that has to be JSON and is none.</summary>
    public JsonElement? Read(string typed) => _kind switch
    {
        Kind.Json => Json(typed),
        Kind.Number when JsonNumber().IsMatch(typed) => Json(typed),
        Kind.Truth when _truths.Contains(typed) => Json(typed),
        Kind.Time when LocalTime().IsMatch(typed) => Text(typed.Length == "2026-01-01T00:00".Length ? $"{typed}:00Z" : $"{typed}Z"),
        _ => Text(typed),
    };

    static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);

    static JsonElement? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static Kind KindOf(JsonElement schema) => (Keyword(schema, "type"), schema.TryGetProperty("enum", out _), Keyword(schema, "format")) switch
    {
        ("string", true, _) => Kind.Word,
        ("string", _, "date-time") => Kind.Time,
        ("string", _, _) => Kind.Line,
        ("integer" or "number", false, _) => Kind.Number,
        ("boolean", _, _) => Kind.Truth,
        _ => Kind.Json,
    };

    Markup Control(string? typed, Markup attributes) => _kind switch
    {
        Kind.Word => Choice(_schema.GetProperty("enum").EnumerateArray().Select(word => word.ToString()), typed, attributes),
        Kind.Truth => Choice(_truths, typed, attributes),
        Kind.Json => $"""<textarea{attributes} rows="3" spellcheck="false">{typed}</textarea>""",
        Kind.Number => $"""<input type="number" value="{typed}"{attributes}{Bound("minimum", "min")}{Bound("maximum", "max")} step="{(Keyword(_schema, "type") == "integer" ? "1" : "any")}"{Usual()} />""",
        Kind.Time => $"""<input type="datetime-local" step="1" value="{typed?.TrimEnd('Z')}"{attributes} />""",
        _ => $"""<input type="text" value="{typed}"{attributes}{Bound("maxLength", "maxlength")} spellcheck="false"{Usual()} />""",
    };

    Markup Attributes(bool isWrong)
    {
        var told = string.Join(' ', new[] { _input.Description is null ? null : $"{Id}-hint", isWrong ? $"{Id}-rule" : null }.OfType<string>());
        return $""" id="{Id}" name="{Id}"{Markup.When(IsRequired, $" required=\"required\"")}{Markup.When(isWrong, $" aria-invalid=\"true\"")}{Markup.When(told.Length > 0, $" aria-describedby=\"{told}\"")}""";
    }

    static Markup Choice(IEnumerable<string> words, string? typed, Markup attributes) =>
        $"""<select{attributes}>{Field.Options([("", "–"), .. words.Select(word => (word, word))], typed)}</select>""";

    Markup Bound(string keyword, string attribute) => _schema.TryGetProperty(keyword, out var bound) ? $""" {attribute}="{bound.ToString()}" """ : Markup.Empty;

    Markup Usual() => _schema.TryGetProperty("default", out var usual) ? $""" placeholder="{usual.ToString()}" """ : Markup.Empty;

    static string? Keyword(JsonElement schema, string member) => schema.TryGetProperty(member, out var value) ? value.GetString() : null;

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LocalTime();
}
