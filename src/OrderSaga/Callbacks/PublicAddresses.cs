using System.Net;
using System.Net.Sockets;

namespace OrderSaga.Callbacks;

/// <summary>
/// The addresses that a stranger's URI may lead to. All special ranges of the IANA registries are out, and so are the
/// addresses that carry another one inside (IPv4-mapped, NAT64, 6to4, Teredo) and those where clouds answer their own machines.
/// </summary>
static class PublicAddresses
{
    static readonly IPNetwork[] SpecialV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/3", "168.63.129.16/32");

    /// <summary>All that is given out for use on the Internet; mapped, NAT64, unique local, link-local and multicast addresses lie outside.</summary>
    static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    static readonly IPNetwork[] SpecialV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    public static bool Contains(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Array.Exists(SpecialV4, network => network.Contains(address)),
        AddressFamily.InterNetworkV6 => GlobalV6.Contains(address) && !Array.Exists(SpecialV6, network => network.Contains(address)),
        _ => false,
    };

    static IPNetwork[] Networks(params string[] texts) => Array.ConvertAll(texts, text => IPNetwork.Parse(text));
}
