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

    public string Password { get; set; } = "";

    /// <summary>Bearer token, in place of user and password.</summary>
    public string Token { get; set; } = "";

    /// <summary>The one owner whose jobs may name it; empty for any.</summary>
    public string Owner { get; set; } = "";

    /// <summary>Whether it may lie in a private network or on this machine, and be reached over http.</summary>
    public bool AllowPrivate { get; set; }
}
