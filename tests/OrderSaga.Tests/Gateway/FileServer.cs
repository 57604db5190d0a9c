using System.Net;
using System.Net.Sockets;

namespace OrderSaga.Tests.Gateway;

/// <summary>Serves one file on a port of its own.</summary>
static class FileServer
{
    /// <returns>The server, and the file's address.</returns>
    public static (HttpListener Server, string Address) Start(string name, string mediaType, byte[] content)
    {
        var address = $"http://127.0.0.1:{FreePort()}/";
        var server = new HttpListener { Prefixes = { address } };
        server.Start();
        _ = ServeAsync(server, $"/{name}", mediaType, content);
        return (server, address + name);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static async Task ServeAsync(HttpListener server, string path, string mediaType, byte[] content)
    {
        try
        {
            while (true)
            {
                var context = await server.GetContextAsync();
                context.Response.StatusCode = context.Request.Url!.AbsolutePath == path ? 200 : 404;
                context.Response.ContentType = mediaType;
                await context.Response.OutputStream.WriteAsync(content);
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
