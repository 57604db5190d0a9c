using System.Text.Json;

namespace OrderSaga.Simulator.Stac.Search;

/// <summary>A search's members, whether they came as a body or in an address.</summary>
/// <param name="Members">All of them, by name.</param>
sealed record SearchRequest(IReadOnlyDictionary<string, JsonElement> Members)
{
    public const string Token = "token";
    public const string PageNumber = "page";
    public const string LimitName = "limit";

    const int DefaultLimit = 10;

    static readonly string[] OfPaging = [Token, PageNumber, LimitName];

    // In an address these are JSON texts and lists with commas; all others are plain.
    static readonly string[] JsonParameters = ["query", "filter", "intersects"];
    static readonly string[] Lists = ["ids", "collections"];

    public JsonElement? this[string name] => Members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>What is sought, apart from where in it: the same for all pages of a search.</summary>
    public string Key { get; } = JsonSerializer.Serialize(
        Members.Where(member => !OfPaging.Contains(member.Key)).OrderBy(member => member.Key, StringComparer.Ordinal).ToDictionary(member => member.Key, member => member.Value));

    /// <exception cref="BadSearchException">It is no object.</exception>
    public static SearchRequest OfBody(JsonElement body) => body.ValueKind == JsonValueKind.Object
        ? new SearchRequest(body.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal))
        : throw new BadSearchException("a search is an object");

    /// <exception cref="BadSearchException">A parameter can't be read.</exception>
    public static SearchRequest OfAddress(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, text) in parameters)
        {
            try
            {
                members[name] = name switch
                {
                    _ when JsonParameters.Contains(name) => JsonElement.Parse(text),
                    _ when Lists.Contains(name) => JsonSerializer.SerializeToElement(text.Split(',')),
                    "bbox" => JsonElement.Parse($"[{text}]"),
                    LimitName or PageNumber => JsonElement.Parse(text),
                    "sortby" or "sortBy" => JsonSerializer.SerializeToElement(text.Split(',').Select(field =>
                        new { field = field.TrimStart('+', '-', ' '), direction = field.StartsWith('-') ? "desc" : "asc" })),
                    _ => JsonSerializer.SerializeToElement(text),
                };
            }
            catch (JsonException)
            {
                throw new BadSearchException($"{name} can't be read");
            }
        }
        return new SearchRequest(members);
    }

    /// <exception cref="BadSearchException">It is no number above zero.</exception>
    public int Limit(int most) => Number(LimitName) is { } limit ? Math.Min(limit, most) : Math.Min(DefaultLimit, most);

    /// <summary>Items before the page.</summary>
    /// <exception cref="BadSearchException">Token or page can't be read.</exception>
    public int Offset(int limit)
    {
        if (this[Token] is { ValueKind: JsonValueKind.String } token)
            return PageToken.Read(token.GetString()!);
        return Number(PageNumber) is { } page ? (int)Math.Min(int.MaxValue, (page - 1L) * limit) : 0;
    }

    int? Number(string name)
    {
        if (this[name] is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == Math.Floor(number) && number is > 0 and <= int.MaxValue
            ? (int)number
            : throw new BadSearchException($"{name} must be a whole number above zero");
    }
}

/// <summary>A search that is answered 400; the message says why.</summary>
sealed class BadSearchException(string message) : Exception(message);
