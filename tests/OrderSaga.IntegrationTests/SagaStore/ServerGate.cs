using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrderSaga.Tests.SagaStore;

/// <summary>
/// A door before a real server. Shut, connections break and new ones are refused, as when a server is away; and it can lose
/// the answer to one request, as when a connection breaks at the worst moment.
/// </summary>
sealed class ServerGate(string host, int port) : IAsyncDisposable
{
    readonly Lock _change = new();
    readonly List<TcpClient> _open = [];
    TcpListener? _listener;
    byte[]? _lost;

    public int Port { get; private set; }

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    /// <summary>Instead of the next answer that contains <paramref name="text"/> the client sees its connection break: the server has done what it was asked.</summary>
    public void LoseAnswer(string text) => _lost = Encoding.ASCII.GetBytes(text);

    /// <summary>Whether the answer was lost.</summary>
    public bool HasLost => _lost is null;

    public void Shut()
    {
        _listener?.Stop();
        lock (_change)
        {
            foreach (var client in _open)
                client.Dispose();
            _open.Clear();
        }
    }

    public ValueTask DisposeAsync()
    {
        Shut();
        return ValueTask.CompletedTask;
    }

    async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = PassAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Shut.
        }
    }

    async Task PassAsync(TcpClient inner)
    {
        using var outer = new TcpClient();
        using (inner)
        {
            lock (_change)
            {
                _open.Add(inner);
                _open.Add(outer);
            }
            try
            {
                await outer.ConnectAsync(host, port);
                await Task.WhenAny(inner.GetStream().CopyToAsync(outer.GetStream()), AnswerAsync(outer.GetStream(), inner.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Either side is gone.
            }
        }
    }

    async Task AnswerAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[64 * 1024];
        while (await server.ReadAsync(buffer) is > 0 and var count)
        {
            if (_lost is { } text && buffer.AsSpan(0, count).IndexOf(text) >= 0)
            {
                _lost = null;
                return;
            }
            await client.WriteAsync(buffer.AsMemory(0, count));
        }
    }
}
