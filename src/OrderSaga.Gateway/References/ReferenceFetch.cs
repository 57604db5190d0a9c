using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using OrderSaga.Callbacks;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.References;

/// <summary>What lay at the end of a reference.</summary>
sealed record Fetched(ReadOnlyMemory<byte> Body, string? MediaType);

/// <summary>A reference that is not, or could not be, fetched.</summary>
/// <param name="rule">What it must be, or why not.</param>
sealed class UnfetchedException(string rule) : Exception(rule);

/// <summary>Fetches inputs by reference: from where the operator allows, within a time and a size, without following anybody further.</summary>
sealed class ReferenceFetch(IOptions<GatewayOptions> options) : IDisposable
{
    readonly ReferencePrefixes _prefixes = new(options.Value.ReferencePrefixes);
    readonly HttpClient _named = Client(null);
    readonly HttpClient _public = Client(PublicNetwork.ConnectAsync);

    /// <exception cref="UnfetchedException">The address is not allowed, or gave nothing in time and size.</exception>
    public async Task<Fetched> GetAsync(string href, CancellationToken aborted)
    {
        if (_prefixes.IsEmpty)
            throw new UnfetchedException("must be given as a value: this service fetches no references");
        if (!Uri.TryCreate(href, UriKind.Absolute, out var address) || _prefixes.Judge(address) is not (true, var anywhere))
            throw new UnfetchedException($"must lie at or below {string.Join(" or ", ReferencePrefixes.In(options.Value.ReferencePrefixes))}, from where alone this service fetches references");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        limit.CancelAfter(options.Value.ReferenceTimeout);
        try
        {
            return await GetAsync(anywhere ? _named : _public, address, limit.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw new UnfetchedException($"could not be fetched within {options.Value.ReferenceTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (HttpRequestException exception)
        {
            throw new UnfetchedException(exception.InnerException is PrivateHostException refused
                ? $"could not be fetched: {refused.Message}"
                : "could not be fetched: its server can't be reached");
        }
        catch (IOException)
        {
            throw new UnfetchedException("could not be fetched: its server broke off");
        }
    }

    public void Dispose()
    {
        _named.Dispose();
        _public.Dispose();
    }

    async Task<Fetched> GetAsync(HttpClient client, Uri address, CancellationToken cancellation)
    {
        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new UnfetchedException(string.Create(CultureInfo.InvariantCulture, $"could not be fetched: its server answered {(int)answer.StatusCode}"));
        var most = options.Value.MaxReferenceBytes;
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellation)) > 0)
        {
            if (body.Length + read > most)
                throw new UnfetchedException(string.Create(CultureInfo.InvariantCulture, $"must have at most {most} bytes"));
            body.Write(chunk, 0, read);
        }
        return new Fetched(body.GetBuffer().AsMemory(0, (int)body.Length), answer.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>No proxy stands between: it would look names up for us, past every check. No redirect is followed, and nothing is unpacked.</summary>
    static HttpClient Client(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect) => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            UseProxy = false,
        })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}

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
