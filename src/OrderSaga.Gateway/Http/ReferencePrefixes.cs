namespace OrderSaga.Gateway.Http;

/// <summary>
/// Where inputs by reference may lie: the setting's addresses and what is below them. A bare <c>https://</c> stands for
/// every host with a public address; a host that is named may have any.
/// </summary>
sealed class ReferencePrefixes
{
    readonly List<Uri> _named = [];
    readonly HashSet<string> _schemes = new(StringComparer.OrdinalIgnoreCase);

    public ReferencePrefixes(string setting)
    {
        foreach (var prefix in In(setting))
        {
            if (SchemeOf(prefix) is { } scheme)
                _schemes.Add(scheme);
            else
                _named.Add(new Uri(prefix));
        }
    }

    public bool IsEmpty => _named.Count == 0 && _schemes.Count == 0;

    public static string[] In(string setting) => setting.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether the setting can hold it.</summary>
    public static bool IsPrefix(string text) =>
        SchemeOf(text) is not null
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsHttp(uri) && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0);

    /// <summary>Whether the address may be fetched, and whether its host may have a private address.</summary>
    public (bool Allowed, bool Anywhere) Judge(Uri address)
    {
        if (!IsHttp(address) || address.UserInfo.Length > 0)
            return (false, false);
        return _named.Exists(prefix => IsBelow(address, prefix)) ? (true, true) : (_schemes.Contains(address.Scheme), false);
    }

    static bool IsBelow(Uri address, Uri prefix) =>
        Uri.Compare(address, prefix, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
        && (address.AbsolutePath == prefix.AbsolutePath
            || address.AbsolutePath.StartsWith(prefix.AbsolutePath.TrimEnd('/') + "/", StringComparison.Ordinal))
        // A way up that the server would go and we did not.
        && !Uri.UnescapeDataString(address.AbsolutePath).Split('/', '\\').Contains("..");

    static bool IsHttp(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;

    static string? SchemeOf(string text) => text is "http://" or "https://" ? text[..^"://".Length] : null;
}
