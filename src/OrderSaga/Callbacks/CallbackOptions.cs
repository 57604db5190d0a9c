using OrderSaga.Settings;

namespace OrderSaga.Callbacks;

/// <summary>Section <c>Callbacks</c>.</summary>
public sealed class CallbackOptions
{
    /// <summary>The endpoints that subscribers may name, by a name of the operator's own.</summary>
    public Dictionary<string, CallbackEndpointOptions> Endpoints { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a subscriber may name URIs of no registered endpoint. They get no signature and no credentials.</summary>
    public bool AllowUnregistered { get; set; }

    /// <summary>Whether http will do; else it takes https, but for endpoints with <see cref="CallbackEndpointOptions.AllowPrivate"/>.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Longest time for one attempt, from the name's look-up to the end of the answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause after the first failed attempt; each further one is three times the last.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between two attempts, whatever a Retry-After asks for.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromHours(1);

    /// <summary>From the first attempt to the last.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Longest pause of an endpoint that is down; after it, one event tries whether it is up again.</summary>
    public TimeSpan LongestOutage { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Attempts under way at once in one worker.</summary>
    public int Concurrency { get; set; } = 128;

    /// <summary>Of these, for one endpoint.</summary>
    public int EndpointConcurrency { get; set; } = 4;

    /// <summary>How long a delivered or given-up event is kept for the log and for replays.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Pause between two looks for due events.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a worker has for an event that it took; then any may send it again, under the same id.</summary>
    internal TimeSpan Lease => (Timeout * 2) + TimeSpan.FromSeconds(5);
}

/// <summary>Section <c>Callbacks:Endpoints:&lt;name&gt;</c>.</summary>
[HoldsSecrets]
public sealed class CallbackEndpointOptions
{
    /// <summary>Origin and path that its URIs begin with.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Signing secrets with blanks between, the one that receivers hold first: <c>whsec_</c> and base64. Empty: not signed.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Basic credentials.</summary>
    public string User { get; set; } = "";

    /// <summary>Basic credentials; never shown, nor repeated in a fault.</summary>
    public string Password { get; set; } = "";

    /// <summary>Bearer token, in place of user and password.</summary>
    public string Token { get; set; } = "";

    /// <summary>The one owner whose jobs may name it; empty for any.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Whether it may lie in a private network or on this machine, and be reached over http.</summary>
    public bool AllowPrivate { get; set; }
}

sealed class CallbackRules() : SettingsRules<CallbackOptions>("Callbacks")
{
    const int LongestOwner = 128;

    protected override void Check(CallbackOptions options)
    {
        Between(nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        Positive(nameof(options.FirstPause), options.FirstPause);
        Between(nameof(options.LongestPause), options.LongestPause, options.FirstPause, TimeSpan.FromDays(30));
        Between(nameof(options.GiveUpAfter), options.GiveUpAfter, TimeSpan.Zero, TimeSpan.FromDays(365));
        Between(nameof(options.LongestOutage), options.LongestOutage, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        Between(nameof(options.Concurrency), options.Concurrency, 1, 10_000);
        Between(nameof(options.EndpointConcurrency), options.EndpointConcurrency, 1, options.Concurrency);
        Positive(nameof(options.Retention), options.Retention);
        Between(nameof(options.SweepInterval), options.SweepInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        foreach (var (name, endpoint) in options.Endpoints)
            Check($"{nameof(options.Endpoints)}:{name}", endpoint, options);
        foreach (var same in options.Endpoints.GroupBy(e => (e.Value.Prefix.TrimEnd('/'), e.Value.Owner)).Where(same => same.Count() > 1))
            Must(false, $"{nameof(options.Endpoints)}:{same.Last().Key}:Prefix", same.Key.Item1, $"must not be that of {same.First().Key} too");
    }

    void Check(string key, CallbackEndpointOptions endpoint, CallbackOptions options)
    {
        var prefix = CallbackUri.Read(endpoint.Prefix);
        Must(prefix is { HasQuery: false }, $"{key}:Prefix", CallbackUri.Shown(endpoint.Prefix), $"{CallbackUri.Rule}, and without a query");
        Must(
            prefix is null || prefix.IsHttps || endpoint.AllowPrivate || options.AllowHttp,
            $"{key}:Prefix", CallbackUri.Shown(endpoint.Prefix), "must be https, unless the endpoint's AllowPrivate or Callbacks:AllowHttp is true");
        Must(
            prefix is null || !prefix.IsPrivate || endpoint.AllowPrivate,
            $"{key}:Prefix", CallbackUri.Shown(endpoint.Prefix), "is a private address, which takes the endpoint's AllowPrivate");
        // Values of secrets are not repeated.
        Must(WebhookSignature.ReadSecrets(endpoint.Secret) is not null, $"{key}:Secret", "…", WebhookSignature.SecretRule);
        Must(
            endpoint.User.Length == 0 == (endpoint.Password.Length == 0) && !endpoint.User.Contains(':', StringComparison.Ordinal),
            $"{key}:User", endpoint.User, "must come with a Password, and without a colon");
        Must(endpoint.Token.Length == 0 || endpoint.User.Length == 0, $"{key}:Token", "…", "must not come with a User: one of them is sent");
        Must(endpoint.Token.All(letter => letter is > ' ' and < '\u007f'), $"{key}:Token", "…", "must be printable ASCII without blanks");
        Must(endpoint.Owner.Length <= LongestOwner, $"{key}:Owner", endpoint.Owner, "must have at most 128 characters");
    }
}
