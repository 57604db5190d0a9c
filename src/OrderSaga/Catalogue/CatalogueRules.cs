using System.Text.RegularExpressions;
using OrderSaga.Settings;

namespace OrderSaga.Catalogue;

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
