using OrderSaga.Gateway.Processes;
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
        foreach (var (alias, process) in options.Aliases)
            Must(process.Length == 0 || ProcessIds.All.Contains(process), $"{nameof(options.Aliases)}:{alias}", process, $"must be one of {string.Join(", ", ProcessIds.All)}, or empty");
    }
}
