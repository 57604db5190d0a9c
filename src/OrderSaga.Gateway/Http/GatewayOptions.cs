using Microsoft.AspNetCore.Cors.Infrastructure;
using OrderSaga.Settings;

namespace OrderSaga.Gateway.Http;

/// <summary>Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public bool Enabled { get; set; } = true;

    /// <summary>Public address of the service; every link is built from it. A closing slash is dropped.</summary>
    public string BaseUrl { get; set => field = value.TrimEnd('/'); } = "http://localhost:8080";

    /// <summary>Most bytes of a request body; ten thousand product identifiers of full length fit into the default.</summary>
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How deep the JSON of a request may be nested.</summary>
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>Longest wait for the database; then the answer is 503 and nothing hangs.</summary>
    public TimeSpan StoreWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>When a client is told to come back after a 503.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Web origins whose scripts may call the service, separated by blanks; <c>*</c> for all, empty for none.</summary>
    public string AllowedOrigins { get; set; } = "*";

    /// <summary>How long an idempotency key stands for its request.</summary>
    public TimeSpan IdempotencyPeriod { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Where inputs by reference may be fetched from, separated by blanks: addresses and what is below them, or a bare
    /// <c>https://</c> for all hosts with a public address. Empty for nowhere.
    /// </summary>
    public string ReferencePrefixes { get; set; } = "";

    /// <summary>Longest time for one reference.</summary>
    public TimeSpan ReferenceTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most bytes of one reference.</summary>
    public int MaxReferenceBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How often jobs with listeners are read, for changes that other processes made.</summary>
    public TimeSpan EventInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause between the comments that keep a silent event stream open.</summary>
    public TimeSpan EventKeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Most event streams at once.</summary>
    public int MaxEventStreams { get; set; } = 1000;

    /// <summary>Process ids by further names, beside the names that processes have by themselves; an empty value takes a name away.</summary>
    public Dictionary<string, string> Aliases { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>The rules of what stands by itself; the aliases' are <see cref="AliasRules"/>.</summary>
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
    }
}

/// <summary>Scripts of other origins: what they may send and see.</summary>
static class Origins
{
    public static string[] In(string setting) => setting.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static void Allow(CorsPolicyBuilder policy, string setting)
    {
        policy
            .WithMethods("GET", "HEAD", "POST", "DELETE")
            .AllowAnyHeader()
            .WithExposedHeaders("Location", "Link", "Preference-Applied", "Retry-After");
        var origins = In(setting);
        if (origins.Contains("*"))
            policy.AllowAnyOrigin();
        else
            policy.WithOrigins(origins);
    }
}
