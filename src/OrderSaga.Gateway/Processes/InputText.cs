using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrderSaga.Gateway.Processes;

/// <summary>How an input is typed into a form.</summary>
enum InputKind
{
    Line,

    /// <summary>A list of texts, one on each line.</summary>
    Lines,

    Number,

    /// <summary>A list of numbers in one line.</summary>
    Numbers,

    /// <summary>Set or not; not set is what an absent value means.</summary>
    Flag,

    Truth,
    Word,
    Time,
    Json,
}

/// <summary>What the text of a form's field says in JSON.</summary>
static partial class InputText
{
    public const string True = "true";

    public static IReadOnlyList<string> Truths { get; } = [True, "false"];

    static readonly char[] BetweenNumbers = [',', ';', ' ', '\t', '\r', '\n'];

    /// <param name="schema">As the process description shows it.</param>
    public static InputKind KindOf(JsonElement schema) => (Keyword(schema, "type"), schema.TryGetProperty("enum", out _), Keyword(schema, "format")) switch
    {
        ("string", true, _) => InputKind.Word,
        ("string", _, "date-time") => InputKind.Time,
        ("string", _, _) => InputKind.Line,
        ("integer" or "number", false, _) => InputKind.Number,
        ("boolean", _, _) => schema.TryGetProperty("default", out var usual) && usual.ValueKind == JsonValueKind.False ? InputKind.Flag : InputKind.Truth,
        ("array", _, _) => KindOfList(schema.GetProperty("items")),
        _ => InputKind.Json,
    };

    static InputKind KindOfList(JsonElement items) => KindOf(items) switch
    {
        InputKind.Line => InputKind.Lines,
        InputKind.Number => InputKind.Numbers,
        _ => InputKind.Json,
    };

    /// <summary>What the text says, unchecked, as the rules are the process's own; null for a text that has to be JSON and is none.</summary>
    public static JsonElement? Read(InputKind kind, string typed) => kind switch
    {
        InputKind.Json => Json(typed),
        InputKind.Lines => List(typed) ?? Texts(typed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        InputKind.Numbers => List(typed) ?? Numbers(typed.Split(BetweenNumbers, StringSplitOptions.RemoveEmptyEntries)),
        InputKind.Number when JsonNumber().IsMatch(typed) => Json(typed),
        InputKind.Flag or InputKind.Truth when Truths.Contains(typed) => Json(typed),
        InputKind.Time when LocalTime().IsMatch(typed) => Text(typed.Length == "2026-01-01T00:00".Length ? $"{typed}:00Z" : $"{typed}Z"),
        _ => Text(typed),
    };

    static string? Keyword(JsonElement schema, string member) => schema.TryGetProperty(member, out var value) ? value.GetString() : null;

    static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);

    static JsonElement Texts(string[] texts) => JsonSerializer.SerializeToElement(texts);

    /// <summary>What is no number stays a text, which the process's own rule names.</summary>
    static JsonElement Numbers(string[] numbers) =>
        JsonSerializer.SerializeToElement(numbers.Select(number => JsonNumber().IsMatch(number) ? Json(number)!.Value : Text(number)));

    /// <summary>A list that came as JSON, as programs and links write it; null for anything else.</summary>
    static JsonElement? List(string text) =>
        text.AsSpan().TrimStart().StartsWith('[') && Json(text) is { ValueKind: JsonValueKind.Array } list ? list : null;

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

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LocalTime();
}
