using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrderSaga.Tests.Catalogue.Stac;

/// <summary>An API that answers as the test says: each request as method, path, query and body.</summary>
sealed class ScriptedApi : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<string> _requests = new();
    readonly ConcurrentQueue<Dictionary<string, string>> _headers = new();

    ScriptedApi(Func<ScriptedApi, string, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var request = $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {await reader.ReadToEndAsync()}";
            _requests.Enqueue(request);
            _headers.Enqueue(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            await answer(this, request, http);
        });
    }

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public string[] Requests => [.. _requests];

    public Dictionary<string, string>[] Headers => [.. _headers];

    public static async Task<ScriptedApi> StartAsync(Func<ScriptedApi, string, HttpContext, Task> answer)
    {
        var api = new ScriptedApi(answer);
        await api._app.StartAsync();
        return api;
    }

    /// <summary>Answers each request with the next of these bodies, and with the last from then on.</summary>
    public static Task<ScriptedApi> OfBodiesAsync(params string[] bodies)
    {
        var next = -1;
        return StartAsync((api, _, http) =>
        {
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync(bodies[Math.Min(Interlocked.Increment(ref next), bodies.Length - 1)].Replace("{url}", api.Url.ToString(), StringComparison.Ordinal));
        });
    }

    /// <summary>An ItemCollection.</summary>
    public static string Page(string[] items, string? next = null, string more = "") =>
        $$"""{"type":"FeatureCollection","links":[{"rel":"self","href":"x"}{{(next is null ? "" : "," + next)}}],"features":[{{string.Join(',', items)}}]{{more}}}""";

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
