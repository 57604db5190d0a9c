using OrderSaga.Gateway.Processes;
using OrderSaga.Gateway.References;
using OrderSaga.Settings;

namespace OrderSaga.Gateway;

public sealed class GatewayRules() : SettingsRules<GatewayOptions>("Gateway")
{
    protected override void Check(GatewayOptions options)
    {
        Must(
            Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri!.Query.Length == 0 && uri.Fragment.Length == 0,
            nameof(options.BaseUrl), options.BaseUrl, "must be an absolute http or https address without query");
        Between(nameof(options.MaxBodyBytes), options.MaxBodyBytes, 1024, 1 << 30);
        Between(nameof(options.MaxJsonDepth), options.MaxJsonDepth, 8, 512);
        Positive(nameof(options.StoreWait), options.StoreWait);
        Positive(nameof(options.RetryAfter), options.RetryAfter);
        foreach (var origin in Origins.In(options.AllowedOrigins))
        {
            Must(
                origin == "*" || (Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.GetLeftPart(UriPartial.Authority) == origin),
                nameof(options.AllowedOrigins), origin, "must be * or an origin such as https://portal.example.org");
        }
        Between(nameof(options.IdempotencyPeriod), options.IdempotencyPeriod, TimeSpan.FromSeconds(1), TimeSpan.FromDays(366));
        foreach (var prefix in ReferencePrefixes.In(options.ReferencePrefixes))
        {
            Must(
                ReferencePrefixes.IsPrefix(prefix), nameof(options.ReferencePrefixes), prefix,
                "must be an http or https address without query, such as https://data.example.org/inputs/, or https:// for all public hosts");
        }
        Between(nameof(options.ReferenceTimeout), options.ReferenceTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Between(nameof(options.MaxReferenceBytes), options.MaxReferenceBytes, 1, 1 << 30);
        Between(nameof(options.EventInterval), options.EventInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        Between(nameof(options.EventKeepAlive), options.EventKeepAlive, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Between(nameof(options.MaxEventStreams), options.MaxEventStreams, 0, 100_000);
        foreach (var (alias, process) in options.Aliases)
            Must(process.Length == 0 || ProcessIds.All.Contains(process), $"{nameof(options.Aliases)}:{alias}", process, $"must be one of {string.Join(", ", ProcessIds.All)}, or empty");
    }
}
