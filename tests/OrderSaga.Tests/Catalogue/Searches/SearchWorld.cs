using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrderSaga.Catalogue;
using OrderSaga.Catalogue.Stac;
using OrderSaga.RegardsArchive;
using OrderSaga.Simulator.Settings;
using OrderSaga.Simulator.Stac;

namespace OrderSaga.Tests.Catalogue.Searches;

/// <summary>A catalogue of the same items behind one adapter or the other.</summary>
sealed class SearchWorld : IAsyncDisposable
{
    readonly CatalogueFiles _files = new();
    readonly List<StacCatalogue> _clients = [];
    readonly CatalogueOptions _options;
    readonly TimeProvider _clock;

    SearchWorld(CatalogueOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
    }

    public ICatalogueSearch Search { get; private set; } = null!;

    public ICatalogue Catalogue => (ICatalogue)Search;

    /// <summary>Where clients see the catalogue when nobody says otherwise.</summary>
    public string Url => Server?.Url.ToString() ?? "https://stac.example.org/";

    /// <summary>Null for a file.</summary>
    public StacServer? Server { get; private set; }

    public static async Task<SearchWorld> OfAsync(CatalogueKind kind, IEnumerable<string> items, int pageSize = 1000, TimeProvider? clock = null, string publicUrl = "")
    {
        var options = new CatalogueOptions { PageSize = pageSize, PublicUrl = publicUrl, FirstPause = TimeSpan.FromMilliseconds(1), Retries = 2 };
        var world = new SearchWorld(options, clock ?? TimeProvider.System);
        world._files.Write([.. items]);
        if (kind.Paging is { } paging)
        {
            world.Server = await StacServer.StartAsync(new StacSettings { Path = world._files.File, Paging = paging });
            options.Provider = CatalogueProvider.Stac;
            options.Url = world.Server.Url.ToString();
            options.Paging = paging == NextPageLink.Page ? StacPaging.Page : StacPaging.Link;
            options.FilterLanguage = kind.Language;
            options.Dialect = kind.Dialect;
        }
        else
        {
            options.Path = world._files.File;
        }
        world.Search = await world.AnotherAsync();
        return world;
    }

    static PatchRules Rules { get; } = new(Options.Create(new RegardsOptions()));

    /// <summary>A second adapter on the same catalogue, as after a restart.</summary>
    public async Task<ICatalogueSearch> AnotherAsync()
    {
        if (Server is not null)
        {
            _clients.Add(new StacCatalogue(Options.Create(_options), Rules, "LTA_PRODUCT", _clock, NullLogger<StacCatalogue>.Instance));
            return _clients[^1];
        }
        var file = new FileCatalogue(Options.Create(_options), Rules, _clock, NullLogger<FileCatalogue>.Instance);
        await file.LoadAsync(CancellationToken.None);
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        if (Server is not null)
            await Server.DisposeAsync();
        _files.Dispose();
    }
}

/// <summary>A kind of catalogue. Paging is null for a file.</summary>
public sealed record CatalogueKind(string Name, NextPageLink? Paging, FilterLanguage Language, StacDialect Dialect)
{
    public static IEnumerable<CatalogueKind> All { get; } =
    [
        new("a file", null, FilterLanguage.Cql2, StacDialect.Standard),
        new("an API that leads on by token", NextPageLink.Token, FilterLanguage.Query, StacDialect.Standard),
        new("an API that leads on by whole bodies", NextPageLink.Body, FilterLanguage.Query, StacDialect.Standard),
        new("an API that leads on by addresses, REGARDS' way", NextPageLink.Get, FilterLanguage.Query, StacDialect.Regards),
        new("an API with page numbers and CQL2", NextPageLink.Page, FilterLanguage.Cql2, StacDialect.Standard),
    ];

    /// <summary>Whether the whole of CQL2 that is read can be asked.</summary>
    public bool TakesAll => Language == FilterLanguage.Cql2;

    public override string ToString() => Name;
}
