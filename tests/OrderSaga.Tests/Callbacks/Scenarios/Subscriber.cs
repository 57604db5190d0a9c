using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrderSaga.Tests.Callbacks.Scenarios;

/// <summary>A subscriber: a real server on a port of its own. What it answers is the test's to say, by path; 204 otherwise.</summary>
sealed class Subscriber : IAsyncDisposable
{
    readonly ConcurrentQueue<Received> _received = new();
    readonly ConcurrentDictionary<string, RequestDelegate> _answers = new();
    readonly WebApplication _server;

    Subscriber()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.Run(TakeAsync);
    }

    /// <summary>In the order of their arrival.</summary>
    public IReadOnlyList<Received> All => [.. _received];

    /// <summary>Its origin.</summary>
    public string Origin => _server.Urls.Single();

    public static async Task<Subscriber> StartAsync()
    {
        var subscriber = new Subscriber();
        await subscriber._server.StartAsync();
        return subscriber;
    }

    public void Answer(string path, RequestDelegate answer) => _answers[path] = answer;

    public void Answer(string path, int status, params (string Name, string Value)[] headers) => Answer(path, http =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            http.Response.Headers[name] = value;
        return status == StatusCodes.Status204NoContent ? Task.CompletedTask : http.Response.WriteAsync("so it is");
    });

    public IReadOnlyList<Received> At(string path) => [.. _received.Where(received => received.Path == path)];

    public async ValueTask DisposeAsync()
    {
        // No graceful end: what hangs on purpose would hang here too.
        using var now = new CancellationTokenSource(0);
        await _server.StopAsync(now.Token);
        await _server.DisposeAsync();
    }

    async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        _received.Enqueue(new Received(http.Request.Method, http.Request.Path, headers, body.ToArray()));
        if (_answers.TryGetValue(http.Request.Path, out var answer))
            await answer(http);
        else
            http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
