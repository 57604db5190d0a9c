namespace OrderSaga.Gateway;

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

    /// <summary>Further names of processes, such as those of ESA's interface; an empty value takes one away.</summary>
    public Dictionary<string, string> Aliases { get; set; } = new(StringComparer.Ordinal)
    {
        ["productOrder"] = "order-request",
        ["bulkCreate"] = "bulk-create-request",
        ["batchOrder"] = "batch-order-trigger",
    };
}
