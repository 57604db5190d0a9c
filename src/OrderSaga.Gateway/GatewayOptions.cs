using OrderSaga.Settings;

namespace OrderSaga.Gateway;

/// <summary>Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Public address of the service, without a closing slash; every link is built from it.</summary>
    public string BaseUrl { get; set; } = "http://localhost:8080";
}

public sealed class GatewayRules() : SettingsRules<GatewayOptions>("Gateway")
{
    protected override void Check(GatewayOptions options) =>
        Must(
            Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri!.Query.Length == 0 && uri.Fragment.Length == 0,
            nameof(options.BaseUrl), options.BaseUrl, "must be an absolute http or https address without query");
}
