using Microsoft.Extensions.Logging;

namespace OrderSaga.Catalogue.Stac;

/// <summary>Looks products up by id or URN: by the items' ids, and by the properties that hold what the ids do not.</summary>
sealed class StacFinder(StacClient client, CatalogueOptions options, ILogger logger)
{
    const string UrnPrefix = "URN:";

    // An id names one item in each collection.
    const int RoomForNamesakes = 2;

    readonly StacSearch _search = new(client, options, logger);

    /// <exception cref="CatalogueFailedException">The API can't be read, after all retries, or gives what was not asked for.</exception>
    /// <param name="keys">Ids and URNs.</param>
    /// <param name="told">Hears of each fault that is tried again; null for nobody.</param>
    /// <param name="cancellation">Ends the look-up.</param>
    public async Task<StacFindings> FindAsync(IReadOnlyCollection<string> keys, Action<StacFault>? told, CancellationToken cancellation)
    {
        var findings = new StacFindings();
        foreach (var round in Rounds())
        {
            var open = keys.Where(key => !findings.Holds(key) && round.Fits(key)).ToHashSet(StringComparer.Ordinal);
            if (open.Count > 0)
                await AskAsync(round, open, findings, told, cancellation);
        }
        return findings;
    }

    /// <summary>Items are named by the provider's id or by the URN; the likelier way is first, so that most look-ups are one request.</summary>
    IEnumerable<Round> Rounds()
    {
        var byId = new Round(_ => true, (keys, limit) => StacBody.OfIds(keys, limit), item => item.ItemId);
        var byUrn = new Round(IsUrn, (keys, limit) => StacBody.OfProperty(options.UrnProperty, keys, options.FilterLanguage, limit), item => item.Product?.Urn);
        var byProviderId = new Round(
            key => !IsUrn(key), (keys, limit) => StacBody.OfProperty(options.IdProperty, keys, options.FilterLanguage, limit), item => item.Product?.Id);
        return (options.IdProperty.Length > 0, options.UrnProperty.Length > 0) switch
        {
            (true, true) => [byProviderId, byId, byUrn],
            (true, false) => [byProviderId, byId],
            (false, true) => [byUrn, byId],
            _ => [byId],
        };
    }

    async Task AskAsync(Round round, HashSet<string> keys, StacFindings findings, Action<StacFault>? told, CancellationToken cancellation)
    {
        var strangers = 0;
        await foreach (var (page, _, gap) in _search.RunAsync(round.Body(keys, Math.Max(10, keys.Count * RoomForNamesakes)), null, told, cancellation))
        {
            findings.Gap ??= gap;
            foreach (var item in page.Items)
            {
                if (round.KeyOf(item) is { } key && keys.Contains(key))
                    findings.Add(key, item);
                else
                    strangers++;
            }
            // Some match texts loosely; an API that heeds no name at all would lead us through all it has.
            if (strangers > 10 + keys.Count)
                throw new CatalogueFailedException($"The catalogue can't be read: asked for {keys.Count} products by name it gives others.") { IsPassing = true };
        }
    }

    static bool IsUrn(string key) => key.StartsWith(UrnPrefix, StringComparison.Ordinal);

    /// <param name="Fits">Which keys it may find.</param>
    /// <param name="Body">The request for keys and limit.</param>
    /// <param name="KeyOf">The key that an item answers to.</param>
    sealed record Round(Func<string, bool> Fits, Func<IReadOnlyCollection<string>, int, ReadOnlyMemory<byte>> Body, Func<StacItemReading, string?> KeyOf);
}
