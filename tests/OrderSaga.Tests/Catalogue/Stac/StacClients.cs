using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrderSaga.Catalogue;
using OrderSaga.Catalogue.Stac;
using OrderSaga.RegardsArchive;

namespace OrderSaga.Tests.Catalogue.Stac;

static class StacClients
{
    /// <summary>A client that does not wait long and asks no landing page, unless told.</summary>
    public static StacCatalogue Of(Uri url, Action<CatalogueOptions>? change = null, ILogger<StacCatalogue>? logger = null, TimeProvider? clock = null)
    {
        var options = new CatalogueOptions
        {
            Provider = CatalogueProvider.Stac,
            Url = url.ToString(),
            Retries = 2,
            FirstPause = TimeSpan.FromMilliseconds(1),
            CheckConformance = false,
            LookUpTimeout = TimeSpan.FromSeconds(30),
        };
        change?.Invoke(options);
        return new StacCatalogue(Options.Create(options), new PatchRules(Options.Create(new RegardsOptions())), "LTA_PRODUCT", clock ?? TimeProvider.System, logger ?? NullLogger<StacCatalogue>.Instance);
    }
}

/// <summary>What was logged, every level.</summary>
sealed class LogTexts : List<string>, ILogger<StacCatalogue>
{
    public bool Any(string part)
    {
        lock (this)
            return Exists(text => text.Contains(part, StringComparison.Ordinal));
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (this)
            Add($"{logLevel}: {formatter(state, exception)}{exception}");
    }
}
