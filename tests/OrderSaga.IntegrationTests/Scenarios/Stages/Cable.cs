using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace OrderSaga.IntegrationTests.Scenarios.Stages;

/// <summary>
/// A TCP connection to PostgreSQL that can be cut: what runs breaks, what is tried meanwhile is refused, as when the server
/// restarts.
/// </summary>
sealed class Cable : IAsyncDisposable
{
    readonly NpgsqlConnectionStringBuilder _server;
    readonly Lock _gate = new();
    readonly List<TcpClient> _open = [];
    TcpListener _listener;

    Cable(string connectionString)
    {
        _server = new NpgsqlConnectionStringBuilder(connectionString);
        _listener = Listen(0);
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = port }.ConnectionString;
    }

    /// <summary>Leads to the server through this cable.</summary>
    public string ConnectionString { get; }

    /// <summary>How many connections the last cut broke.</summary>
    public int Broken { get; private set; }

    public static Cable To(string connectionString) => new(connectionString);

    public void Cut()
    {
        _listener.Stop();
        lock (_gate)
        {
            Broken = _open.Count;
            foreach (var client in _open)
                client.Close();
            _open.Clear();
        }
    }

    public void Mend() => _listener = Listen(new NpgsqlConnectionStringBuilder(ConnectionString).Port);

    public ValueTask DisposeAsync()
    {
        Cut();
        return ValueTask.CompletedTask;
    }

    TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        _ = AcceptAsync(listener);
        return listener;
    }

    async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    async Task CarryAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using var here = near;
        lock (_gate)
            _open.Add(near);
        try
        {
            await far.ConnectAsync(_server.Host!, _server.Port);
            near.NoDelay = far.NoDelay = true;
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or one end closed.
        }
        lock (_gate)
            _open.Remove(near);
    }
}
