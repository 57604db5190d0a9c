using System.Text.Json;
using Microsoft.Extensions.Logging;
using OrderSaga.Texts;

namespace OrderSaga.Catalogue.Stac;

/// <summary>
/// Whether the API declares what a filter needs. One that does not know a member of a request may pass over it and give every item it has,
/// which would all be ordered.
/// </summary>
sealed partial class StacConformance(StacClient client, CatalogueOptions options, ILogger logger)
{
    volatile string[]? _classes;

    /// <exception cref="CatalogueFailedException">It does not, or its landing page can't be read.</exception>
    public async Task CheckAsync(bool filters, CancellationToken cancellation)
    {
        if (!options.CheckConformance)
            return;
        var classes = _classes;
        if (classes is null)
        {
            _classes = classes = Classes(await client.LandingAsync(cancellation));
            if (!Declares(classes, "#sort"))
                LogNoSort(logger, client.Landing.Authority);
        }
        var needed = options.FilterLanguage == FilterLanguage.Query ? "#query" : "#filter";
        if (filters && !Declares(classes, needed))
        {
            throw new CatalogueFailedException(
                $"The catalogue can't be asked with a filter: it does not declare conformance to item-search{needed} (Catalogue:FilterLanguage, Catalogue:CheckConformance).");
        }
    }

    /// <summary>Versions and hosts of the classes differ, their ends do not.</summary>
    static bool Declares(string[] classes, string end) =>
        Array.Exists(classes, name => name.Contains("item-search", StringComparison.OrdinalIgnoreCase)
            && (name.EndsWith(end, StringComparison.OrdinalIgnoreCase) || name.Contains(end + ":", StringComparison.OrdinalIgnoreCase)));

    static string[] Classes(JsonElement landing) =>
        JsonText.Member(landing, "conformsTo") is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(entry => JsonText.TryRead(entry, out var text) ? text : "")]
            : [];

    [LoggerMessage(LogLevel.Warning, "The catalogue at {Host} does not declare that it sorts; pages may overlap or leave gaps")]
    static partial void LogNoSort(ILogger logger, string host);
}
