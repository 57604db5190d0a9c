namespace OrderSaga.Catalogue;

static class ItemAddress
{
    /// <summary>The item that an http(s) address names in its last path segment; null for other texts.</summary>
    public static string? LastSegment(string identifier) =>
        Uri.TryCreate(identifier, UriKind.Absolute, out var url) && url.Scheme.StartsWith(Uri.UriSchemeHttp, StringComparison.Ordinal)
            ? Uri.UnescapeDataString(url.Segments[^1].TrimEnd('/'))
            : null;
}
