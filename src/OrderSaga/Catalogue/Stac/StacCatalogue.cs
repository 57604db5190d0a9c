using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Archive;
using OrderSaga.Catalogue.Filters;
using OrderSaga.Catalogue.Items;
using OrderSaga.Contracts;
using OrderSaga.Reading;

namespace OrderSaga.Catalogue.Stac;

/// <summary>Provider <c>Stac</c>: the products of a STAC API (STAC API 1.0 item search, or the STAC plugin of REGARDS).</summary>
/// <param name="options">Address and ways of the API.</param>
/// <param name="archive">Whose rules the products must meet.</param>
/// <param name="model">Model of items that name none.</param>
/// <param name="clock">The time of retries and evictions.</param>
/// <param name="logger">Retries and odd pages; never the header that lets us in.</param>
sealed partial class StacCatalogue(
    IOptions<CatalogueOptions> options, IArchiveRules archive, string model, TimeProvider clock, ILogger<StacCatalogue> logger)
    : ICatalogue, ICatalogueSearch, IDisposable
{
    readonly CatalogueOptions _options = options.Value;
    readonly Lazy<Parts> _parts = new(() => new Parts(options.Value, options.Value.Mapping(model) with { Archive = archive }, clock, logger));

    public void Dispose()
    {
        if (_parts.IsValueCreated)
            _parts.Value.Client.Dispose();
    }

    public IReadOnlyList<FieldFault> Refuse(CatalogueQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (_options.FilterLanguage == FilterLanguage.Cql2)
            return [];
        QueryTerms.Of(query, _options, out var faults);
        return faults;
    }

    public async ValueTask<CatalogueAnswer> FindAsync(string identifier, string? tenant, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        if (NameOf(identifier) is not { } name)
            return new CatalogueAnswer.NotFound();
        var findings = await _parts.Value.LookUps.FindAsync(name.Key, cancellation);
        var answer = findings.Answer(name, tenant, clock.GetUtcNow());
        if (answer is CatalogueAnswer.Unusable unusable)
            LogUnusable(identifier, unusable.Fault);
        return answer;
    }

    public async ValueTask<IReadOnlyList<CatalogueAnswer>> FindManyAsync(IReadOnlyList<string> identifiers, string? tenant, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(identifiers);
        var findings = new Dictionary<string, StacFindings>(StringComparer.Ordinal);
        foreach (var keys in identifiers.Select(NameOf).OfType<ItemName>().Select(name => name.Key).Distinct(StringComparer.Ordinal).Chunk(_options.LookUpSize))
        {
            var found = await _parts.Value.Finder.FindAsync(keys, told: null, cancellation);
            foreach (var key in keys)
                findings[key] = found;
        }
        var now = clock.GetUtcNow();
        return [.. identifiers.Select(identifier =>
            NameOf(identifier) is { } name ? findings[name.Key].Answer(name, tenant, now) with { Gap = findings[name.Key].Gap } : new CatalogueAnswer.NotFound())];
    }

    public string? AddressOf(string? collection, string? itemId) => ItemName.Address(_options.Public, collection, itemId);

    public async IAsyncEnumerable<CataloguePage> SearchAsync(
        CatalogueQuery query, string? resume, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (terms, filter) = Read(query);
        if (terms is { IsEmpty: true })
        {
            yield return new CataloguePage([], null, 0);
            yield break;
        }

        var from = resume is null ? null : NextPage.FromText(resume);
        var limit = query.MaxProducts is { } most && most < _options.PageSize ? most + 1 : _options.PageSize;
        var asksTime = query.Datetime is not null || filter?.Asks(FilterSubject.Time) is true;
        var body = StacBody.OfSearch(query, terms, filter, _options, limit);
        await _parts.Value.Conformance.CheckAsync(terms?.TestsProperties ?? (query.Filter is not null || _options.AskCreated), cancellation);
        await foreach (var (page, next, gap) in _parts.Value.Search.RunAsync(body, from, told: null, cancellation))
            yield return PageOf(page, next, query, terms?.Within, asksTime) with { Gap = gap };
    }

    /// <exception cref="CatalogueFailedException">The query was taken by other settings and can't be asked now.</exception>
    (QueryTerms? Terms, Filter? Filter) Read(CatalogueQuery query)
    {
        var asCql2 = _options.FilterLanguage == FilterLanguage.Cql2;
        var told = new FoundFaults();
        var filter = query.Filter is { } given ? FilterReader.Read(given, told) : null;
        IReadOnlyList<FieldFault> faults = told;
        var terms = asCql2 ? null : QueryTerms.Of(query, _options, out faults);
        return faults.Count == 0
            ? (terms, filter)
            : throw new CatalogueFailedException($"The query can't be asked: {string.Join("; ", faults.Select(fault => $"{fault.Field} '{fault.Value}' {fault.Rule}"))}.");
    }

    CataloguePage PageOf(StacPage page, NextPage? next, CatalogueQuery query, TimeBounds? within, bool asksTime)
    {
        var now = clock.GetUtcNow();
        var products = new List<CatalogueProduct>(page.Items.Count);
        var unusable = new List<UnusableItem>();
        foreach (var item in page.Items)
        {
            if (item.Product is not { } product)
                unusable.Add(new UnusableItem(item.ItemId, item.Fault!) { Collection = item.Collection });
            else if (!product.IsOf(query.Tenant) || product.Created > query.ResolvedAt)
                continue;
            else if (IsOfTime(item.Time, query, within) is not { } known)
                unusable.Add(new UnusableItem(item.ItemId, item.Time.Fault ?? "properties.datetime: can't be read") { Collection = item.Collection });
            else if (known)
                products.Add((asksTime ? product.Remarked(item.Time.Fault) : product).AsOf(now));
        }
        return new CataloguePage(products, next?.ToText(), page.Matched) { Unusable = unusable };
    }

    /// <summary>Whether an item is of the time asked for, as far as the catalogue could not be asked; null where that can't be read.</summary>
    static bool? IsOfTime(ItemTime time, CatalogueQuery query, TimeBounds? within)
    {
        if (within is null)
            return true;
        var meets = query.Datetime is { } datetime && TimeRange.Read(datetime, out _) is { } range ? time.Meets(range) : true;
        var holds = within.Hold(time);
        return meets is false || holds is false ? false : meets is null || holds is null ? null : true;
    }

    /// <summary>Null for a text that can name no item of this catalogue.</summary>
    ItemName? NameOf(string identifier) => ItemName.Read(identifier, _options.Public);

    [LoggerMessage(LogLevel.Warning, "The catalogue's item {Key} can't be ordered: {Fault}")]
    partial void LogUnusable(string key, string fault);

    /// <summary>Made at the first question: the address may still be wrong when another provider is chosen.</summary>
    sealed class Parts
    {
        public Parts(CatalogueOptions options, ItemMapping mapping, TimeProvider clock, ILogger logger)
        {
            Client = new StacClient(options, mapping, clock, logger);
            Search = new StacSearch(Client, options, logger);
            Conformance = new StacConformance(Client, options, logger);
            Finder = new StacFinder(Client, options, logger);
            LookUps = new StacLookUps(Finder.FindAsync, options.LookUpSize, options.LookUpTimeout, clock);
        }

        public StacClient Client { get; }

        public StacSearch Search { get; }

        public StacConformance Conformance { get; }

        public StacFinder Finder { get; }

        public StacLookUps LookUps { get; }
    }
}
