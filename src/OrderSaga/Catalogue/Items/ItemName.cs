namespace OrderSaga.Catalogue.Items;

/// <summary>
/// What a client names an item by: a provider id, a URN, or the item's address (STAC API: <c>…/collections/{collection}/items/{id}</c>),
/// which names a collection besides, as an id is unique within its collection alone.
/// </summary>
/// <param name="Key">Id or URN.</param>
/// <param name="Collection">The collection that the item must be in; null for any.</param>
readonly record struct ItemName(string Key, string? Collection)
{
    /// <param name="identifier">As the client gave it.</param>
    /// <param name="catalogue">Where clients see the catalogue; null when that may be anywhere.</param>
    /// <returns>Null for an address that can't be one of this catalogue's items.</returns>
    public static ItemName? Read(string identifier, Uri? catalogue)
    {
        if (string.IsNullOrWhiteSpace(identifier))
            return null;
        if (!Uri.TryCreate(identifier, UriKind.Absolute, out var url) || !IsWeb(url))
            return new ItemName(identifier, null);
        if (PathBelow(url, catalogue) is not { } path)
            return null;
        return path.Split('/').Select(Uri.UnescapeDataString).ToArray() switch
        {
            [.. var before, "collections", var collection, "items", var id] when IsHere(before) && collection.Length > 0 && id.Length > 0 => new ItemName(id, collection),
            [.., "collections", _, "items", _] => null,
            [.. var before, "items", var id] when IsHere(before) && id.Length > 0 => new ItemName(id, null),
            _ => null,
        };

        // Below its own address a catalogue has nothing in between.
        bool IsHere(string[] before) => catalogue is null || before.Length == 0;
    }

    /// <summary>The address of an item.</summary>
    /// <param name="catalogue">Where clients see the catalogue.</param>
    /// <param name="collection">Null for an item of none, which has no address of its own.</param>
    /// <param name="id">The item's own id.</param>
    public static string? Address(Uri? catalogue, string? collection, string? id) => catalogue is null || string.IsNullOrEmpty(collection) || string.IsNullOrEmpty(id)
        ? null
        : $"{catalogue.AbsoluteUri.TrimEnd('/')}/collections/{Uri.EscapeDataString(collection)}/items/{Uri.EscapeDataString(id)}";

    /// <summary>Without the slashes at both ends; null for another host, port or path.</summary>
    static string? PathBelow(Uri url, Uri? catalogue)
    {
        var path = url.AbsolutePath.TrimEnd('/');
        if (catalogue is null)
            return path.TrimStart('/');
        var above = catalogue.AbsolutePath.TrimEnd('/') + "/";
        var same = url.Host.Equals(catalogue.Host, StringComparison.OrdinalIgnoreCase)
            && (url.Port == catalogue.Port || (url.IsDefaultPort && catalogue.IsDefaultPort)) && url.UserInfo.Length == 0;
        return same && path.StartsWith(above, StringComparison.Ordinal) ? path[above.Length..] : null;
    }

    static bool IsWeb(Uri url) => url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
}
