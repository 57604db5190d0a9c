using System.Net;
using System.Net.Sockets;

namespace OrderSaga.Tests.SagaStore;

/// <summary>A door before the real broker that can be shut: connections break and new ones are refused, as when a broker is away.</summary>
sealed class BrokerGate(string host, int port) : IAsyncDisposable
{
    readonly Lock _change = new();
    readonly List<TcpClient> _open = [];
    TcpListener? _listener;

    public int Port { get; private set; }

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

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
                await Task.WhenAny(inner.GetStream().CopyToAsync(outer.GetStream()), outer.GetStream().CopyToAsync(inner.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Either side is gone.
            }
        }
    }
}
