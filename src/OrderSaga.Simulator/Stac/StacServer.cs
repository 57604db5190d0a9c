using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac.Items;
using OrderSaga.Simulator.Stac.Search;

namespace OrderSaga.Simulator.Stac;

/// <summary>The STAC search of the stand-in, listening on an address of its own. Tests host it on a free port: <c>http://127.0.0.1:0</c>.</summary>
public sealed class StacServer : IAsyncDisposable
{
    const long MostBytes = 16 * 1024 * 1024;
    const int MostKept = 10_000;

    readonly WebApplication _app;
    readonly ConcurrentQueue<string> _requests = new();

    StacServer(StacSettings settings)
    {
        Settings = settings;
        IStacItems items = settings.Products > 0
            ? new GeneratedItems(settings.Products, settings.Seed, settings.Tenant)
            : JsonItems.Read(settings.Path);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MostBytes);
        builder.WebHost.UseUrls(settings.Url ?? "http://127.0.0.1:0");
        _app = builder.Build();
        new StacEndpoints(items, new Selections(items, settings), this).Map(_app);
    }

    /// <summary>May be changed while it runs, but for the items.</summary>
    public StacSettings Settings { get; set; }

    /// <summary>Where the landing page is.</summary>
    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The requests so far, each as method, address and body; the last ten thousand are kept.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<StacServer> StartAsync(StacSettings settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var server = new StacServer(settings);
        await server._app.StartAsync(cancellation);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal void Note(string request)
    {
        _requests.Enqueue(request);
        while (_requests.Count > MostKept)
            _requests.TryDequeue(out _);
    }
}

/// <summary>The STAC search as a part of a host, if the settings give it an address.</summary>
sealed partial class StacService(StandInSettings settings, ILogger<StacService> logger) : IHostedService, IAsyncDisposable
{
    StacServer? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Stac.Url is null)
            return;
        _server = await StacServer.StartAsync(settings.Stac, cancellationToken);
        LogListening(logger, _server.Url);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
            await server.DisposeAsync();
        _server = null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "STAC search listens at {Url}")]
    static partial void LogListening(ILogger logger, Uri url);
}
