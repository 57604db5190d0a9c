using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrderSaga.Gateway.Json;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>
/// JSON values as people read them, by what they are: times, web addresses, sizes, lists. So a member that a resource gains
/// is on its page without a line here.
/// </summary>
sealed partial class Values(Times times, Site site)
{
    // Ids of what has a page.
    readonly Dictionary<string, Func<Guid, string>> _pages = new(StringComparer.Ordinal)
    {
        ["batch_id"] = site.Batch,
        ["bulk_id"] = site.Bulk,
        ["retry_of"] = site.Batch,
    };

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
        ["retry_of"] = "Second try of",
        ["total_volume"] = "Volume",
        ["number_of_products"] = "Products",
        ["number_of_batches"] = "Batches",
        ["successful_products"] = "Successful",
        ["failed_products"] = "Failed",
        ["href"] = "Address",
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
        _ when _pages.GetValueOrDefault(name) is { } page && Guid.TryParseExact(text, "D", out var id) => $"""<a href="{page(id)}"><code>{id}</code></a>""",
        _ when IsCode(name) => $"<code>{text}</code>",
        _ => $"""<span class="text">{text}</span>""",
    };

    Markup OfList(string name, JsonElement list)
    {
        if (list.GetArrayLength() == 0)
            return $"<i>none</i>";
        return IsTable(list) ? TableOf(name, list) : $"""<ul class="plain">{Markup.Each(list.EnumerateArray(), item => $"<li>{Of(name, item)}</li>")}</ul>""";
    }

    /// <summary>Objects of plain values, such as the items of a batch.</summary>
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

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();
}
