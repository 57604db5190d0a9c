using System.Globalization;
using System.Text;

namespace OrderSaga.Simulator.Stac.Search;

/// <summary>Where a page begins, in a text that nobody should read anything into.</summary>
static class PageToken
{
    const string Prefix = "next:";

    public static string Write(int offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{offset}")));

    /// <exception cref="BadSearchException">It is none of ours.</exception>
    public static int Read(string token)
    {
        var bytes = new byte[64];
        if (Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length) is { } text && text.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            return offset;
        throw new BadSearchException("token is not one of this catalogue");
    }
}
