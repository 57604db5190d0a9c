using System.Net;
using System.Net.Sockets;

namespace OrderSaga.Callbacks;

/// <summary>
/// The addresses that a stranger's URI may lead to. All special ranges of the IANA registries are out, and so are the
/// addresses that carry another one inside (IPv4-mapped, NAT64, 6to4, Teredo) and those where clouds answer their own machines.
/// </summary>
/// <remarks>The ranges are compared by their bytes: .NET's own <see cref="IPNetwork"/> takes some IPv4-mapped addresses for members of 2000::/3.</remarks>
public static class PublicAddresses
{
    static readonly IPNetwork[] SpecialV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32");

    /// <summary>All that is given out for use on the Internet; mapped, NAT64, unique local, link-local and multicast addresses lie outside.</summary>
    static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    static readonly IPNetwork[] SpecialV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    /// <summary>Whether <paramref name="address"/>, IPv4 or IPv6, is one that a stranger's URI may lead to.</summary>
    public static bool Contains(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Array.Exists(SpecialV4, network => Lies(bytes, network)),
            AddressFamily.InterNetworkV6 => Lies(bytes, GlobalV6) && !Array.Exists(SpecialV6, network => Lies(bytes, network)),
            _ => false,
        };
    }

    static bool Lies(byte[] address, IPNetwork network)
    {
        var prefix = network.BaseAddress.GetAddressBytes();
        var (whole, rest) = Math.DivRem(network.PrefixLength, 8);
        return address.AsSpan(0, whole).SequenceEqual(prefix.AsSpan(0, whole))
            && (rest == 0 || (address[whole] ^ prefix[whole]) >> (8 - rest) == 0);
    }

    static IPNetwork[] Networks(params string[] texts) => Array.ConvertAll(texts, text => IPNetwork.Parse(text));
}
