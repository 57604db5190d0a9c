using System.Text.RegularExpressions;
using OrderSaga.Catalogue.Items;
using OrderSaga.Settings;

namespace OrderSaga.Catalogue;

/// <summary>Where products are looked up.</summary>
public enum CatalogueProvider
{
    /// <summary>A file of STAC items.</summary>
    File,

    /// <summary>A STAC API.</summary>
    Stac,

    /// <summary>Orders name their product in full.</summary>
    None,
}

/// <summary>How a filter is put to a STAC API.</summary>
public enum FilterLanguage
{
    /// <summary>STAC's <c>query</c> extension: single tests of properties, all of which must hold.</summary>
    Query,

    /// <summary>CQL2 JSON as it came.</summary>
    Cql2,
}

/// <summary>Ways of one kind of STAC API.</summary>
public enum StacDialect
{
    /// <summary>STAC API 1.0 with its sort extension.</summary>
    Standard,

    /// <summary>The STAC plugin of REGARDS: <c>sortBy</c>, plain property names, areas that are polygons, texts that are not compared by order.</summary>
    Regards,
}

/// <summary>How a STAC API tells where the next page is.</summary>
public enum StacPaging
{
    /// <summary>By a <c>next</c> link.</summary>
    Link,

    /// <summary>By page numbers: <c>page</c> 1, 2, 3 … until a page is not full.</summary>
    Page,
}

/// <summary>What becomes of a selection that is known to be incomplete, as a catalogue gives something else than it announced.</summary>
public enum IncompleteSelection
{
    /// <summary>The bulk fails.</summary>
    Fail,

    /// <summary>The bulk goes on with what was given, and says so.</summary>
    GoOn,
}

/// <summary>Configuration section <c>Catalogue</c>.</summary>
public sealed class CatalogueOptions
{
    /// <summary>Its name in the configuration.</summary>
    public const string Section = "Catalogue";

    /// <summary>Where products are looked up; the other settings are for one provider or another.</summary>
    public CatalogueProvider Provider { get; set; } = CatalogueProvider.File;

    /// <summary>A STAC ItemCollection, or STAC items one a line; empty for the shipped sample.</summary>
    public string? Path { get; set; }

    /// <summary>Landing page of the STAC API; the search is at <c>search</c> below it.</summary>
    public string Url { get; set; } = "";

    /// <summary>Where clients see the catalogue: addresses of items begin with it. Empty for <see cref="Url"/>; of a file without it they may begin with anything.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Value of the header that lets us in, such as <c>Bearer …</c>; never logged.</summary>
    public string Authorization { get; set; } = "";

    /// <summary>Name of that header.</summary>
    public string AuthorizationHeader { get; set; } = "Authorization";

    /// <summary>Ways in which the STAC API differs from the standard.</summary>
    public StacDialect Dialect { get; set; } = StacDialect.Standard;

    /// <summary>What the STAC API understands of filters; one that can't be put to it is refused when it is given.</summary>
    public FilterLanguage FilterLanguage { get; set; } = FilterLanguage.Query;

    /// <summary>How the STAC API leads from page to page.</summary>
    public StacPaging Paging { get; set; } = StacPaging.Link;

    /// <summary>Whether the landing page must declare what a filter needs: an API that does not know it may pass over it and give everything.</summary>
    public bool CheckConformance { get; set; } = true;

    /// <summary>Whether "created before the bulk was resolved" is asked of the API; items without <c>created</c> then never match.</summary>
    public bool AskCreated { get; set; }

    /// <summary>What becomes of a selection that the catalogue's own answers show to be incomplete.</summary>
    public IncompleteSelection WhenIncomplete { get; set; } = IncompleteSelection.Fail;

    /// <summary>Products in one page.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Identifiers in one look-up.</summary>
    public int LookUpSize { get; set; } = 100;

    /// <summary>Largest answer that is read, unpacked.</summary>
    public long MaxResponseBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Longest wait for one answer, its body included.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest wait for the product of a single order, retries included.</summary>
    public TimeSpan LookUpTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a request is sent again.</summary>
    public int Retries { get; set; } = 6;

    /// <summary>Pause before the first retry; each further one is twice as long.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause, also when the API asks for a longer one.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Property with the provider's id; empty when that is the item's own id.</summary>
    public string IdProperty { get; set; } = "";

    /// <summary>Property with the REGARDS URN; empty when that is the item's own id.</summary>
    public string UrnProperty { get; set; } = ItemMapping.UsualUrnProperty;

    /// <summary>Whether an item that has a data asset and no <c>order:status</c> is online.</summary>
    public bool AssetsAreOnline { get; set; } = true;

    /// <param name="text">What was announced and given, or null for no gap; the sentence goes on from "The catalogue".</param>
    internal CatalogueGap? Gap(string? text) => text is null ? null : new CatalogueGap($"The catalogue {text}.", WhenIncomplete == IncompleteSelection.Fail);

    /// <summary>Where clients see the catalogue; null when nobody knows.</summary>
    internal Uri? Public => PublicUrl.Length > 0 ? new Uri(PublicUrl) : Provider == CatalogueProvider.Stac ? new Uri(Url) : null;

    /// <param name="model">REGARDS model of items that name none.</param>
    public ItemMapping Mapping(string? model) => new(
        IdProperty.Length == 0 ? null : IdProperty, UrnProperty.Length == 0 ? null : UrnProperty, model, AssetsAreOnline);
}

sealed partial class CatalogueRules() : SettingsRules<CatalogueOptions>(CatalogueOptions.Section)
{
    const int LongestName = 200;

    static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    protected override void Check(CatalogueOptions options)
    {
        if (options.Provider == CatalogueProvider.Stac)
            CheckAddress(nameof(options.Url), options.Url, "a STAC API's landing page");
        if (options.PublicUrl.Length > 0)
            CheckAddress(nameof(options.PublicUrl), options.PublicUrl, "the catalogue as clients see it");
        Must(HeaderName.IsMatch(options.AuthorizationHeader), nameof(options.AuthorizationHeader), options.AuthorizationHeader, "must be the name of an HTTP header");
        Must(options.Authorization.All(letter => letter is >= ' ' and <= '~'), nameof(options.Authorization), "…", "must be a header's value of printable ASCII characters");
        Between(nameof(options.PageSize), options.PageSize, 1, 10_000);
        Between(nameof(options.LookUpSize), options.LookUpSize, 1, 1000);
        Between(nameof(options.MaxResponseBytes), options.MaxResponseBytes, 64 * 1024, 1024L * 1024 * 1024);
        Between(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(100), LongestWait);
        Between(nameof(options.LookUpTimeout), options.LookUpTimeout, TimeSpan.FromMilliseconds(100), LongestWait);
        Between(nameof(options.Retries), options.Retries, 0, 100);
        Between(nameof(options.FirstPause), options.FirstPause, TimeSpan.FromMilliseconds(1), LongestWait);
        Between(nameof(options.LongestPause), options.LongestPause, options.FirstPause, TimeSpan.FromDays(1));
        Must(options.IdProperty.Length <= LongestName, nameof(options.IdProperty), options.IdProperty, "must be a property's name, or empty for the item's own id");
        Must(options.UrnProperty.Length <= LongestName, nameof(options.UrnProperty), options.UrnProperty, "must be a property's name, or empty for the item's own id");
    }

    void CheckAddress(string key, string address, string ofWhat)
    {
        var readable = Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
        Must(readable, key, address, $"must be the http or https address of {ofWhat}");
        if (!readable)
            return;
        var secret = url!.UserInfo.Length > 0;
        Must(!secret, key, secret ? new UriBuilder(url) { UserName = "", Password = "" }.Uri : "", "must hold no user or password; use Catalogue:Authorization");
        Must(url.Query.Length == 0 && url.Fragment.Length == 0, key, secret ? "" : address, "must have neither query nor fragment");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderName { get; }
}
