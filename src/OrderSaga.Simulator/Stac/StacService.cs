using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderSaga.Simulator.Settings;

namespace OrderSaga.Simulator.Stac;

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
