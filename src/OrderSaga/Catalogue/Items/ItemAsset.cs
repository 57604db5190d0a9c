using System.Text.Json;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Items;

/// <summary>
/// One asset of an item, and whether it is the product or something beside it: by its roles (STAC item, "Asset Roles"), by its media type,
/// by its key. Case is of no account.
/// </summary>
/// <param name="Field">Its place in the item.</param>
/// <param name="Json">An object.</param>
sealed record ItemAsset(string Field, JsonElement Json)
{
    static readonly HashSet<string> BesideRoles = new(StringComparer.OrdinalIgnoreCase)
    {
        "thumbnail", "overview", "graphic", "preview", "quicklook", "browse", "legend", "tiles", "metadata", "iso-19115", "index", "manifest",
        "schema", "checksum", "documentation",
    };

    static readonly HashSet<string> ProductKeys = new(StringComparer.OrdinalIgnoreCase) { "product", "data", "download", "archive", "safe", "enclosure" };

    static readonly string[] BesideWords = ["thumb", "preview", "quicklook", "quick-look", "quick_look", "browse", "overview", "metadata", "manifest", "tilejson", "legend", "checksum"];

    /// <summary>The whole of a product in one file.</summary>
    static readonly HashSet<string> WholeTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/zip", "application/x-zip-compressed", "application/x-tar", "application/gzip", "application/x-gzip", "application/x-7z-compressed", "application/x-bzip2",
        ".zip", ".tar", ".gz", ".tgz", ".7z", ".bz2",
    };

    static readonly HashSet<string> BesideTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/svg+xml", "application/json", "application/xml", "application/pdf",
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".json", ".xml", ".pdf", ".html", ".htm", ".txt", ".md", ".kml",
    };

    readonly List<string> _roles = RolesOf(Json);

    /// <summary>Whether one of its roles says that it is data.</summary>
    public bool IsMarked => Has("data");

    /// <summary>Whether it is data, or may be as far as anything tells.</summary>
    public bool IsData => IsMarked || (!_roles.Exists(BesideRoles.Contains) && (IsNamedProduct || !(IsOfBesideType || IsNamedBeside)));

    /// <summary>The smaller, the likelier it is the product among other data.</summary>
    public int Rank => (IsMarked ? 0 : Has("visual") ? 200 : 100) + (IsWhole ? 0 : IsOfBesideType ? 20 : 10) + (IsNamedProduct ? 0 : IsNamedBeside ? 2 : 1);

    string Key => Field[(Field.IndexOf('.', StringComparison.Ordinal) + 1)..];

    bool IsNamedProduct => ProductKeys.Contains(Key);

    bool IsNamedBeside => Key is "ql" or "QL" || Array.Exists(BesideWords, word => Key.Contains(word, StringComparison.OrdinalIgnoreCase));

    bool IsWhole => WholeTypes.Contains(Type);

    bool IsOfBesideType => BesideTypes.Contains(Type) || Type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase)
        || (Type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) && !Type.Equals("application/geo+json", StringComparison.OrdinalIgnoreCase))
        || (Type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !Type.Equals("text/csv", StringComparison.OrdinalIgnoreCase));

    /// <summary>The media type without its parameters, or else how the address ends; blank when neither tells.</summary>
    string Type => TextOf("type") is { } type ? type.Split(';')[0].Trim() : Path.GetExtension(TextOf("href")?.Split('?', '#')[0]) ?? "";

    string? TextOf(string name) => JsonText.Member(Json, name) is { } value && JsonText.TryRead(value, out var text) ? text : null;

    bool Has(string role) => _roles.Contains(role, StringComparer.OrdinalIgnoreCase);

    static List<string> RolesOf(JsonElement asset) => JsonText.Member(asset, "roles") switch
    {
        { ValueKind: JsonValueKind.Array } roles => roles.EnumerateArray().Select(role => JsonText.TryRead(role, out var text) ? text : "").ToList(),
        // Not allowed, and plain.
        { } role when JsonText.TryRead(role, out var text) => [text],
        _ => [],
    };
}
