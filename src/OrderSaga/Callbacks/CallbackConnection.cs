using System.Net;
using System.Net.Sockets;

namespace OrderSaga.Callbacks;

/// <summary>Looks a host's addresses up.</summary>
delegate Task<IPAddress[]> HostLookup(string host, CancellationToken cancellation);

/// <summary>Opens a connection to an address.</summary>
delegate Task<Stream> AddressConnect(IPEndPoint address, CancellationToken cancellation);

/// <summary>
/// Connects to subscribers. A name is looked up once and the connection goes to the very address that was checked, so a
/// name server that changes its mind in between gains nothing.
/// </summary>
sealed class CallbackConnection(HostLookup lookup, AddressConnect connect)
{
    public static CallbackConnection System { get; } = new(Dns.GetHostAddressesAsync, ConnectAsync);

    /// <summary>To public addresses alone.</summary>
    /// <exception cref="PrivateAddressException">The host has no public address.</exception>
    public ValueTask<Stream> OpenPublicAsync(SocketsHttpConnectionContext context, CancellationToken cancellation) =>
        OpenAsync(context.DnsEndPoint, PublicAddresses.Contains, cancellation);

    /// <summary>Wherever the host is.</summary>
    public ValueTask<Stream> OpenAnyAsync(SocketsHttpConnectionContext context, CancellationToken cancellation) =>
        OpenAsync(context.DnsEndPoint, _ => true, cancellation);

    async ValueTask<Stream> OpenAsync(DnsEndPoint host, Predicate<IPAddress> isAllowed, CancellationToken cancellation)
    {
        var addresses = await lookup(host.Host.Trim('[', ']'), cancellation);
        var allowed = Array.FindAll(addresses, isAllowed);
        if (allowed.Length == 0)
            throw new PrivateAddressException();
        for (var i = 0; ; i++)
        {
            try
            {
                return await connect(new IPEndPoint(allowed[i], host.Port), cancellation);
            }
            catch (SocketException) when (i + 1 < allowed.Length)
            {
                // The next of its addresses may answer.
            }
        }
    }

    static async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellation)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host of a stranger's URI leads where strangers may not go. Its address is not told: that would map our network for them.</summary>
sealed class PrivateAddressException() : IOException("the host has no public address; the operator may set AllowPrivate for its endpoint");
