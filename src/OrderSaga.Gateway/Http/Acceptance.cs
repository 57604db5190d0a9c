using System.Globalization;
using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Http;

/// <summary>
/// What a client accepts. Lenient: a range that can't be read is passed over (Java sends a bare <c>*</c>), and nothing
/// readable means everything.
/// </summary>
sealed class Acceptance
{
    // What the Java runtime sends by itself, of old and of late. Its programs did not ask for a page with it.
    static readonly string[] Unasked = ["text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "text/html, image/gif, image/jpeg, */*; q=0.2"];

    readonly List<(string Type, string Subtype, double Quality)> _ranges = [];

    Acceptance(IEnumerable<string?> headers)
    {
        foreach (var range in HeaderList.Items(headers))
        {
            var name = range.Value == "*" ? "*/*" : range.Value;
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            if (slash > 0 && slash < name.Length - 1)
                _ranges.Add((name[..slash], name[(slash + 1)..], Quality(range)));
        }
    }

    public static Acceptance Of(HttpRequest request) => new(Unasked.Contains((string?)request.Headers.Accept) ? [] : request.Headers.Accept);

    /// <summary>The offered media type the client likes best, the first of several; null when it takes none.</summary>
    public string? Choose(params IReadOnlyList<string> offered) =>
        _ranges.Count == 0 ? offered[0] : offered.Where(type => QualityOf(type) > 0).MaxBy(QualityOf);

    /// <summary>Whether the client asks for this very type, and likes it no less than plain JSON.</summary>
    public bool Names(string mediaType) =>
        _ranges.Any(range => Exact(range, mediaType) && range.Quality > 0)
        && QualityOf(mediaType) >= _ranges.Where(range => Exact(range, MediaType.Json)).Select(range => range.Quality).FirstOrDefault();

    /// <summary>
    /// The offered media type the client likes best; of several the one that it names most closely (RFC 9110, 12.5.1), then the first. Null
    /// when it says nothing, or takes none.
    /// </summary>
    public string? Prefer(params IReadOnlyList<string> offered) =>
        offered.Where(type => QualityOf(type) > 0).OrderByDescending(QualityOf).ThenByDescending(type => Best(type).Rank).FirstOrDefault();

    /// <summary>Whether the client says anything of the type itself, or of all of its kind.</summary>
    public bool Knows(string mediaType) => Best(mediaType).Rank > 1;

    double QualityOf(string mediaType) => Best(mediaType).Quality;

    /// <summary>The closest range: the type itself, its kind, or anything.</summary>
    (int Rank, double Quality) Best(string mediaType)
    {
        var type = mediaType[..mediaType.IndexOf('/', StringComparison.Ordinal)];
        return _ranges
            .Select(range => (Rank: Exact(range, mediaType) ? 3 : range.Subtype != "*" ? 0 : Same(range.Type, type) ? 2 : range.Type == "*" ? 1 : 0, range.Quality))
            .Where(match => match.Rank > 0)
            .DefaultIfEmpty()
            .MaxBy(match => (match.Rank, match.Quality));
    }

    static bool Exact((string Type, string Subtype, double) range, string mediaType) => Same($"{range.Type}/{range.Subtype}", mediaType);

    static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    static double Quality(HeaderItem range) =>
        range.Parameters.TryGetValue("q", out var text) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality)
            ? Math.Min(quality, 1)
            : 1;
}
