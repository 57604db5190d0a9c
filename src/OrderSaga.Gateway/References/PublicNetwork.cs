using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace OrderSaga.Gateway.References;

/// <summary>Connects to hosts of the Internet alone: what a stranger names must not lead into the house.</summary>
static class PublicNetwork
{
    static readonly IPNetwork[] _special = Array.ConvertAll(
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        ],
        text => IPNetwork.Parse(text));

    /// <summary>All of IPv6 that is given out for the Internet; translated, local and multicast addresses lie outside of it.</summary>
    static readonly IPNetwork _global = IPNetwork.Parse("2000::/3");

    static readonly IPNetwork[] _special6 = Array.ConvertAll(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"], text => IPNetwork.Parse(text));

    public static bool Contains(IPAddress address)
    {
        // IPNetwork takes a mapped address for an IPv4 one, and finds it in IPv6 networks that it is not in.
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Array.Exists(_special, network => network.Contains(address))
            : _global.Contains(address) && !Array.Exists(_special6, network => network.Contains(address));
    }

    /// <summary>Connects to the very address that was checked, so that a name that changes its meaning in between gains nothing.</summary>
    /// <exception cref="PrivateHostException">The host has no public address.</exception>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = Array.FindAll(await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host.Trim('[', ']'), cancellation), Contains);
        if (addresses.Length == 0)
            throw new PrivateHostException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host has no public address. Its address is not told: that would map our network for strangers.</summary>
sealed class PrivateHostException() : IOException("the host has no public address");
