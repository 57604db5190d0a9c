using System.Net;
using System.Text.RegularExpressions;
using OrderSaga.Texts;

namespace OrderSaga.Callbacks;

/// <summary>
/// An http or https URI, read so strictly that no two programs can read it differently (RFC 3986 without user information
/// and fragment, its path without any way up): whoever checks it and whoever connects see the same host and path.
/// </summary>
public sealed partial record CallbackUri
{
    /// <summary>The rule in words, for whoever wrote a URI that breaks it.</summary>
    public const string Rule =
        "must be an http or https URI without user information and fragment, in ASCII, its path without dot segments, backslashes and encoded slashes";

    const int Longest = 2000;

    CallbackUri(string text, Uri address, string path)
    {
        Text = text;
        Address = address;
        Path = path;
        Host = address.DnsSafeHost.Trim('[', ']').ToLowerInvariant();
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The same as .NET reads it, for the connection.</summary>
    public Uri Address { get; }

    /// <summary>A name, or an address without brackets; in lower case.</summary>
    public string Host { get; }

    /// <summary>Whether the connection is to be over TLS.</summary>
    public bool IsHttps => Address.Scheme == Uri.UriSchemeHttps;

    /// <summary>A registered prefix must have none.</summary>
    public bool HasQuery => Address.Query.Length > 0;

    /// <summary>Scheme, host and port, the port only where it is not the scheme's own.</summary>
    public string Origin => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Its host is known to lead into a private network or to this machine, without asking a name server.</summary>
    public bool IsPrivate => IPAddress.TryParse(Host, out var address)
        ? !PublicAddresses.Contains(address)
        : Host is "localhost" || Host.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>The path as it was written, without a closing slash.</summary>
    string Path { get; }

    /// <returns>Null when <paramref name="text"/> breaks <see cref="Rule"/>.</returns>
    public static CallbackUri? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest || Strict().Match(text) is not { Success: true } match || !IsPlain(match.Groups["path"].Value))
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { UserInfo: "", Fragment: "", Host.Length: > 0, Port: > 0 }
            ? new CallbackUri(text, address, match.Groups["path"].Value.TrimEnd('/'))
            : null;
    }

    /// <summary>Whether it is <paramref name="prefix"/> or lies below it: same origin, and the path's whole segments.</summary>
    public bool IsUnder(CallbackUri prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return Address.Scheme == prefix.Address.Scheme && Host == prefix.Host && Address.Port == prefix.Address.Port
            && Path.StartsWith(prefix.Path, StringComparison.Ordinal)
            && (Path.Length == prefix.Path.Length || Path[prefix.Path.Length] == '/');
    }

    /// <summary>What may be shown of a URI, whether it is a right one or not: no query, no fragment, nobody's name and password.</summary>
    public static string Shown(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOfAny(['?', '#']);
        var shown = end < 0 ? text : text[..end];
        var start = shown.IndexOf("//", StringComparison.Ordinal);
        var at = shown.LastIndexOf('@');
        return Excerpt.Of(start < 0 || at < start ? shown : string.Concat(shown.AsSpan(0, start + 2), shown.AsSpan(at + 1)));
    }

    /// <summary>No dot segment, slash or backslash comes to light however often the path is decoded, nor before a segment's parameters.</summary>
    static bool IsPlain(string path)
    {
        while (true)
        {
            if (path.Contains('\\', StringComparison.Ordinal) || path.Split('/').Any(segment => segment.Split(';')[0] is "." or ".."))
                return false;
            var decoded = Uri.UnescapeDataString(path);
            if (decoded == path)
                return true;
            if (decoded.Count('/') != path.Count('/'))
                return false;
            path = decoded;
        }
    }

    [GeneratedRegex(
        @"^[Hh][Tt][Tt][Pp][Ss]?://(?:[A-Za-z0-9._\-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?"
        + @"(?<path>(?:/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})*)*)"
        + @"(?:\?(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Strict();
}
