using System.Text.Json;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>A JSON schema, in OpenAPI 3.0's dialect, as people read it.</summary>
static class SchemaText
{
    // What bounds a value: least, most, and of what.
    static readonly (string Least, string Most, string What)[] Ranges =
    [
        ("minimum", "maximum", ""),
        ("minLength", "maxLength", " letters"),
        ("minItems", "maxItems", " items"),
        ("minProperties", "maxProperties", " members"),
    ];

    // Further keywords that are told; {0} is their value.
    static readonly (string Keyword, string Text)[] BoundWords =
    [
        ("format", "{0}"),
        ("contentMediaType", "{0}"),
        ("contentEncoding", "{0}"),
        ("pattern", "pattern {0}"),
        ("nullable", "or null"),
        ("default", "{0} by default"),
        ("example", "such as {0}"),
    ];

    static readonly (string Keyword, string Between)[] ChoiceWords = [("oneOf", " or "), ("anyOf", " or "), ("allOf", " and ")];

    /// <summary>Name of the place in a page where a schema of the document stands.</summary>
    public static string Place(string schema) => $"schema-{schema}";

    public static Markup Of(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Reference(reference.GetString()!);
        return $"""{Kind(schema)}{Choices(schema)}{Words(schema)}{Description(schema)}{Members(schema)}{Further(schema)}""";
    }

    static Markup Reference(string reference)
    {
        var name = reference[(reference.LastIndexOf('/') + 1)..];
        return $"""<a href="#{Place(name)}">{name}</a>""";
    }

    static Markup Kind(JsonElement schema) => Text(schema, "type") switch
    {
        "array" when schema.TryGetProperty("items", out var items) => $"list{Bounds(schema)} of {Of(items)}",
        "array" => $"list{Bounds(schema)}",
        { } type => $"{type}{Bounds(schema)}",
        null when schema.EnumerateObject().Any() => Bounds(schema),
        null => $"anything",
    };

    static Markup Choices(JsonElement schema) => Markup.Each(
        ChoiceWords.Where(choice => schema.TryGetProperty(choice.Keyword, out _)),
        choice => Joined(schema.GetProperty(choice.Keyword).EnumerateArray().Select(Of), choice.Between));

    static Markup Joined(IEnumerable<Markup> parts, string between) =>
        Markup.Each(parts.Index(), part => $"{(part.Index == 0 ? "" : between)}{part.Item}");

    static Markup Bounds(JsonElement schema)
    {
        var told = Ranges.Select(range => Range(schema, range.Least, range.Most, range.What))
            .Concat(BoundWords.Select(bound => schema.TryGetProperty(bound.Keyword, out var value) ? bound.Text.Replace("{0}", value.ToString(), StringComparison.Ordinal) : null));
        var text = string.Join(", ", told.OfType<string>());
        return Markup.When(text.Length > 0, $""" <span class="bound">{text}</span>""");
    }

    static string? Range(JsonElement schema, string least, string most, string what) =>
        (schema.TryGetProperty(least, out var from), schema.TryGetProperty(most, out var to)) switch
        {
            (true, true) => $"{from} to {to}{what}",
            (true, false) => $"{from}{what} or more",
            (false, true) => $"at most {to}{what}",
            _ => null,
        };

    static Markup Words(JsonElement schema) => schema.TryGetProperty("enum", out var words)
        ? $""" <span class="bound">one of {Joined(words.EnumerateArray().Where(word => word.ValueKind is not JsonValueKind.Null).Select(Word), ", ")}</span>"""
        : Markup.Empty;

    static Markup Word(JsonElement word) => $"<code>{word.ToString()}</code>";

    static Markup Description(JsonElement schema) =>
        Text(schema, "description") is { } description ? $"""<span class="about">{description}</span>""" : Markup.Empty;

    static Markup Members(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var members))
            return Markup.Empty;
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        return $"""
            <dl class="members">
            {Markup.Each(members.EnumerateObject(), member => Member(member, required.Contains(member.Name)))}</dl>
            """;
    }

    /// <summary>What members beside the named ones may hold; nothing to tell where there are none.</summary>
    static Markup Further(JsonElement schema) => schema.TryGetProperty("additionalProperties", out var further)
        ? further.ValueKind switch
        {
            JsonValueKind.Object => $"""<div class="further">any further member: {Of(further)}</div>""",
            JsonValueKind.True => $"""<span class="bound">with any members</span>""",
            _ => Markup.Empty,
        }
        : Markup.Empty;

    static Markup Member(JsonProperty member, bool isRequired) => $"""
        <div><dt><code>{member.Name}</code>{Markup.When(isRequired, $" <span class=\"bound\">required</span>")}</dt><dd>{Of(member.Value)}</dd></div>

        """;

    static string? Text(JsonElement schema, string member) => schema.TryGetProperty(member, out var value) ? value.GetString() : null;
}
