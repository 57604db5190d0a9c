using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>
/// JSON values as people read them, by what they are: times, web addresses, sizes, lists. So a member that a resource gains
/// is on its page without a line here.
/// </summary>
sealed partial class Values(Times times)
{
    // Abbreviations stay capital, and what a name alone does not say is added.
    static readonly Dictionary<string, string> _names = new(StringComparer.Ordinal)
    {
        ["product_identifier"] = "Product",
        ["product_urn"] = "Product URN",
        ["product_link"] = "Download",
        ["reason_code"] = "Reason",
        ["order_size"] = "Size",
        ["batch_id"] = "Batch",
        ["bulk_id"] = "Bulk",
        ["not_before"] = "Not before",
    };

    /// <summary>A member's name as a label: <c>eviction_date</c> is <c>Eviction date</c>.</summary>
    public static string Label(string name)
    {
        if (_names.TryGetValue(name, out var known))
            return known;
        var words = name.Replace('_', ' ').Trim();
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
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
        JsonValueKind.Number => IsSize(name) && value.TryGetInt64(out var bytes) ? Sizes.Of(bytes) : $"{value.GetRawText()}",
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
        _ when Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => times.Of(time.UtcDateTime),
        _ when Anchor.IsWeb(text) => Anchor.Outside(text),
        _ when IsCode(name) => $"<code>{text}</code>",
        _ => $"""<span class="text">{text}</span>""",
    };

    Markup OfList(string name, JsonElement list) => list.GetArrayLength() == 0
        ? (Markup)$"<i>none</i>"
        : $"""<ul class="plain">{Markup.Each(list.EnumerateArray(), item => $"<li>{Of(name, item)}</li>")}</ul>""";

    static bool IsSize(string name) => name.EndsWith("_size", StringComparison.Ordinal) || name.EndsWith("volume", StringComparison.Ordinal);

    static bool IsCode(string name) => name.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("_urn", StringComparison.Ordinal) || name.EndsWith("_code", StringComparison.Ordinal);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
