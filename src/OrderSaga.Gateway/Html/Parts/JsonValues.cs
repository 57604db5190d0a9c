using System.Text.Encodings.Web;
using System.Text.Json;
using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>A member of our documents whose name alone says too little on a page; the room that writes it registers it.</summary>
/// <param name="Name">As in JSON.</param>
/// <param name="Label">Beside its value, where that is not the name itself.</param>
/// <param name="PageOf">The page of what it is the id of.</param>
sealed record MemberWord(string Name, string? Label = null, Func<Site, Guid, string>? PageOf = null);

/// <summary>
/// JSON values as people read them, by what they are: times, web addresses, sizes, lists. So a member that a resource gains
/// is on its page without a line here.
/// </summary>
sealed class JsonValues(IEnumerable<MemberWord> words, Times times, Site site)
{
    readonly Dictionary<string, MemberWord> _words = words.ToDictionary(word => word.Name, StringComparer.Ordinal);

    /// <summary>A member's name as a label: <c>eviction_date</c> is <c>Eviction date</c>.</summary>
    public string Label(string name)
    {
        if (_words.GetValueOrDefault(name)?.Label is { } known)
            return known;
        var text = name.Replace('_', ' ').Trim();
        return text.Length == 0 ? name : char.ToUpperInvariant(text[0]) + text[1..];
    }

    /// <summary>All members of an object as facts.</summary>
    public Markup FactsOf(JsonElement members, params IReadOnlyList<string> without)
    {
        var facts = new Facts();
        foreach (var member in members.EnumerateObject().Where(member => !without.Contains(member.Name)))
            facts.Add(Label(member.Name), Of(member.Name, member.Value));
        return facts.Of();
    }

    /// <param name="name">The member's, which tells bytes from other numbers.</param>
    public Markup Of(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when JsonText.TryRead(value, out var text) => OfText(name, text),
        JsonValueKind.Number => IsSize(name) && JsonNumber.TryReadWhole(value, out var bytes) ? Sizes.Of(bytes) : $"{value.GetRawText()}",
        JsonValueKind.True => $"yes",
        JsonValueKind.False => $"no",
        JsonValueKind.Array => OfList(name, value),
        JsonValueKind.Object => value.EnumerateObject().Any() ? FactsOf(value) : $"<code>{{}}</code>",
        JsonValueKind.Null => $"–",
        _ => $"{value.GetRawText()}",
    };

    Markup OfText(string name, string text) => text switch
    {
        "" => $"<i>empty</i>",
        _ when Rfc3339.TryRead(text, out var time) => times.Of(time),
        _ when Anchor.IsWeb(text) => Anchor.Outside(text),
        _ when _words.GetValueOrDefault(name)?.PageOf is { } page && Guid.TryParseExact(text, "D", out var id) => $"""<a href="{page(site, id)}"><code>{id}</code></a>""",
        _ when IsCode(name) => $"<code>{text}</code>",
        _ => $"""<span class="text">{text}</span>""",
    };

    Markup OfList(string name, JsonElement list)
    {
        if (list.GetArrayLength() == 0)
            return $"<i>none</i>";
        return IsTable(list) ? TableOf(name, list) : $"""<ul class="plain">{Markup.Each(list.EnumerateArray(), item => $"<li>{Of(name, item)}</li>")}</ul>""";
    }

    /// <summary>Objects of plain values, at least one.</summary>
    public static bool IsTable(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0
        && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object && item.EnumerateObject().All(member => member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)));

    Markup TableOf(string name, JsonElement list)
    {
        var rows = list.EnumerateArray().ToList();
        var table = new Table<JsonElement>(Label(name));
        foreach (var member in rows.SelectMany(row => row.EnumerateObject().Select(member => member.Name)).Distinct())
            table.Add(Label(member), row => row.TryGetProperty(member, out var value) ? Of(member, value) : null);
        return table.Of(rows);
    }

    static bool IsSize(string name) => name.EndsWith("_size", StringComparison.Ordinal) || name.EndsWith("volume", StringComparison.Ordinal);

    static bool IsCode(string name) => name.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("_urn", StringComparison.Ordinal) || name.EndsWith("_code", StringComparison.Ordinal);
}

/// <summary>JSON as indented text, its web addresses as links.</summary>
static class JsonListing
{
    const int Indent = 2;

    // Encoding for HTML comes after, so JSON's own is no wider than JSON needs.
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Markup Of(JsonElement value) => Value(value, 0);

    static Markup Value(JsonElement value, int depth) => value.ValueKind switch
    {
        JsonValueKind.Object when value.EnumerateObject().Any() => Lines('{', value.EnumerateObject(), member => Member(member, depth + Indent), '}', depth),
        JsonValueKind.Array when value.GetArrayLength() > 0 => Lines('[', value.EnumerateArray(), item => Value(item, depth + Indent), ']', depth),
        JsonValueKind.String when JsonText.TryRead(value, out var text) => Anchor.IsWeb(text) ? (Markup)$"\"{Anchor.Outside(text)}\"" : $"{Quoted(text)}",
        _ => $"{value.GetRawText()}",
    };

    static Markup Member(JsonProperty member, int depth) => $"{Quoted(member.Name)}: {Value(member.Value, depth)}";

    static string Quoted(string text) => JsonSerializer.Serialize(text, Plain);

    static Markup Lines<T>(char open, IEnumerable<T> items, Func<T, Markup> line, char close, int depth)
    {
        var indent = new string(' ', depth + Indent);
        var isFirst = true;
        return $"{open.ToString()}{Markup.Each(items, Line)}\n{new string(' ', depth)}{close.ToString()}";

        Markup Line(T item)
        {
            var comma = isFirst ? "" : ",";
            isFirst = false;
            return $"{comma}\n{indent}{line(item)}";
        }
    }
}
