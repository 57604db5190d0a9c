using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Stac;

/// <summary>
/// Where a search goes on: the API's own link, or a page's number. As text it can be kept and taken up again; the search's body is not in
/// it, as the query makes it anew.
/// </summary>
/// <param name="Tally">What was given before it.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Href">Absolute or relative address; null for the search itself.</param>
/// <param name="Body">Members of the request; null for those of the search.</param>
/// <param name="Merge">Whether the body is laid over that of the search.</param>
sealed record NextPage(StacTally Tally, string Method, string? Href, JsonElement? Body, bool Merge)
{
    const int Longest = 64 * 1024;

    /// <summary>Headers that the request has besides its own; null for none.</summary>
    public SortedDictionary<string, string[]>? Headers { get; init; }

    /// <exception cref="StacFault">The link can't be followed.</exception>
    public static NextPage OfLink(JsonElement link, StacTally tally)
    {
        var body = JsonText.Member(link, "body");
        var merge = JsonText.Member(link, "merge") is { ValueKind: JsonValueKind.True };
        // GET by default; what is to be laid over our search, or has a body, can only be a POST as that was.
        var method = JsonText.Member(link, "method") is { } given && JsonText.TryRead(given, out var text) ? text.ToUpperInvariant()
            : merge || body is not null ? HttpMethod.Post.Method : HttpMethod.Get.Method;
        if (method is not ("GET" or "POST"))
            throw Unusable($"asks for the method {Excerpt.Of(method, 20)}");
        if (JsonText.Member(link, "href") is not { } address || !JsonText.TryRead(address, out var href))
            throw Unusable("has no href");
        if (body is { ValueKind: not JsonValueKind.Object })
            throw Unusable("has a body that is no object");
        var next = new NextPage(tally, method, href, method == "POST" ? body?.Clone() : null, merge) { Headers = LinkHeaders.Read(link) };
        try
        {
            next.BodyOver("{}"u8.ToArray());
            return next.ToText().Length <= Longest ? next : throw Unusable($"has more than {Longest} characters");
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            throw Unusable("holds what is no Unicode text");
        }
    }

    public static NextPage OfNumber(int page, StacTally tally) =>
        new(tally, HttpMethod.Post.Method, null, JsonSerializer.SerializeToElement(new Dictionary<string, int> { ["page"] = page }), Merge: true);

    /// <summary>The number after that of a page found by number.</summary>
    public int NumberAfter() => Body is { } body && JsonText.Member(body, "page") is { } page && JsonNumber.TryReadWhole(page, out var number) && number is >= 0 and < int.MaxValue ? (int)number + 1 : 2;

    public string ToText() => JsonSerializer.Serialize(this);

    /// <exception cref="CatalogueFailedException">The text is none of <see cref="ToText"/>.</exception>
    public static NextPage FromText(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize<NextPage>(text) is { Method: "GET" or "POST" } next && next.Tally.RecentItems() is not null)
                return next;
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            // Told below.
        }
        throw new CatalogueFailedException("The search can't be continued: where it stopped is not known to this catalogue. It may have been another one then.");
    }

    /// <summary>Tells one place from another, whatever was read before it.</summary>
    public string Fingerprint() =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Method} {Href} {Merge} {Body} {JsonSerializer.Serialize(Headers)}"))));

    /// <summary>The request's body.</summary>
    /// <param name="search">The body that the search began with.</param>
    public ReadOnlyMemory<byte> BodyOver(ReadOnlyMemory<byte> search)
    {
        if (Body is not { } body)
            return search;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        using (var first = JsonDocument.Parse(search))
        {
            json.WriteStartObject();
            if (Merge)
            {
                foreach (var member in first.RootElement.EnumerateObject().Where(member => !body.TryGetProperty(member.Name, out _)))
                    member.WriteTo(json);
            }
            foreach (var member in body.EnumerateObject())
                member.WriteTo(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    static StacFault Unusable(string what) => new($"its link to the next page {what}");
}
