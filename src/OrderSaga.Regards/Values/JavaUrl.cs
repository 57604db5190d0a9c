using System.Globalization;

namespace OrderSaga.Regards.Values;

/// <summary>
/// URLs that Java's URL class can read, narrowed by what REGARDS' storage asks of file URLs since 2.1 (REGARDS
/// contract: files). <c>s3:</c> is not among them: Java has no handler for it.
/// </summary>
static class JavaUrl
{
    const string JarEntry = "!/";

    static readonly string[] Schemes = ["http", "https", "ftp", "file", "jar"];

    /// <summary>The rule that the URL breaks, or null.</summary>
    public static string? Rule(string url)
    {
        if (url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return "must not hold blanks or control characters; percent-encode them";
        if (url.Contains('#', StringComparison.Ordinal))
            return "must not hold '#': REGARDS' storage refuses it";
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !url.AsSpan(0, colon).ContainsOnlyScheme())
            return "must be a URL with a scheme, e.g. https://host/path";
        var scheme = url[..colon].ToLowerInvariant();
        var rest = url[(colon + 1)..];
        if (!Schemes.Contains(scheme, StringComparer.Ordinal))
            return $"must have one of the schemes {string.Join(", ", Schemes)}: REGARDS reads no others";
        return scheme switch
        {
            "jar" => JarRule(rest),
            "file" => FileRule(rest),
            _ => HostRule(rest),
        };
    }

    static bool ContainsOnlyScheme(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
                return false;
        }
        return char.IsAsciiLetter(text[0]);
    }

    static string? JarRule(string rest)
    {
        var entry = rest.LastIndexOf(JarEntry, StringComparison.Ordinal);
        return entry < 0 ? "must name an entry after '!/'" : Rule(rest[..entry]);
    }

    static string? FileRule(string rest) =>
        rest.StartsWith('/') && rest.Trim('/').Length > 0 ? null : "must have an absolute path, e.g. file:///path";

    static string? HostRule(string rest)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return "must have // and a host after the scheme";
        var authority = rest[2..];
        var end = authority.AsSpan().IndexOfAny('/', '?');
        if (end >= 0)
            authority = authority[..end];
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var bracket = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : 0;
        if (bracket < 0)
            return "must close the bracket of its IPv6 host";
        var colon = authority.IndexOf(':', bracket);
        var host = colon < 0 ? authority : authority[..colon];
        if (host.Length == 0 || host is "[]")
            return "must have a host";
        // Java takes an empty port for none.
        var port = colon < 0 ? "" : authority[(colon + 1)..];
        return port.Length == 0 || ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null
            : "must have a port of 0 to 65535";
    }
}
