using System.Net;
using System.Net.Sockets;
using OrderSaga.Callbacks;

namespace OrderSaga.Gateway.References;

/// <summary>Connects to hosts of the Internet alone: what a stranger names must not lead into the house.</summary>
static class PublicNetwork
{
    /// <summary>Connects to the very address that was checked, so that a name that changes its meaning in between gains nothing.</summary>
    /// <exception cref="PrivateHostException">The host has no public address.</exception>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var addresses = Array.FindAll(await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host.Trim('[', ']'), cancellation), PublicAddresses.Contains);
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
