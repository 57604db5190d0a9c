using System.Net.Http.Headers;
using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Stac;

/// <summary>
/// The <c>headers</c> of a link (STAC API, "Pagination"), which the request that follows it sends besides its own: a name with one value or
/// several. They go where the link may lead, which is the configured host alone.
/// </summary>
static class LinkHeaders
{
    /// <summary>What frames a message, or is between us and the next host, is written by the sender.</summary>
    static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect",
    };

    /// <returns>Names and values in the names' order, so that one set is one text; null for none.</returns>
    /// <exception cref="StacFault">They can't be sent; the sentence goes on from "its link to the next page".</exception>
    public static SortedDictionary<string, string[]>? Read(JsonElement link)
    {
        if (JsonText.Member(link, "headers") is not { } given)
            return null;
        if (given.ValueKind is not JsonValueKind.Object)
            throw Unusable("has headers that are no object");
        var headers = new SortedDictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in given.EnumerateObject())
        {
            if (!JsonText.TryReadName(header, out var name) || !IsName(name) || Values(header.Value) is not { } values)
                throw Unusable($"has a header {Excerpt.Of(name, 50)} that can't be sent");
            if (!Ours.Contains(name) && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
                headers[name] = values;
        }
        return headers.Count == 0 ? null : headers;
    }

    /// <param name="request">Gets them in the place of its own.</param>
    /// <param name="headers">See <see cref="Read"/>.</param>
    /// <param name="kept">The header that lets us in, which no link changes; null where there is none.</param>
    public static void Add(HttpRequestHeaders request, IReadOnlyDictionary<string, string[]>? headers, string? kept)
    {
        foreach (var (name, values) in headers ?? new Dictionary<string, string[]>())
        {
            if (name.Equals(kept, StringComparison.OrdinalIgnoreCase))
                continue;
            request.Remove(name);
            request.TryAddWithoutValidation(name, values);
        }
    }

    static bool IsName(string name) => name.Length is > 0 and <= 200 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal));

    static string[]? Values(JsonElement value)
    {
        var given = value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value };
        var values = given.Select(Text).OfType<string>().ToArray();
        return values.Length > 0 && values.Length == given.Length ? values : null;
    }

    /// <summary>Null for what no header can hold.</summary>
    static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonText.TryRead(value, out var text) && text.All(letter => letter is (>= ' ' and <= '~') or '\t') ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    static StacFault Unusable(string what) => new($"its link to the next page {what}");
}
