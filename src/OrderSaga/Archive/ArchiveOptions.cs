using OrderSaga.Settings;

namespace OrderSaga.Archive;

/// <summary>How an order with files is known to be carried out, where the archive tells no success of such (REGARDS contract: patch processing 3.9).</summary>
public enum FilePatchCompletion
{
    /// <summary>By the notice that follows it. Needs automatic notification at the archive.</summary>
    Notification,

    /// <summary>By <see cref="ArchiveOptions.FilePatchQuiet"/> without an error after the grant.</summary>
    Quiet,
}

/// <summary>What the service has to know of whatever archive it asks. Its settings stand in the section of that archive, beside the archive's own.</summary>
public class ArchiveOptions
{
    /// <summary>Most characters of a tenant's name.</summary>
    public const int LongestTenant = 100;

    /// <summary>Most characters of an owner's name.</summary>
    public const int LongestOwner = 128;

    static readonly TimeSpan LongestRetryPause = TimeSpan.FromHours(1);

    /// <summary>What people call the archive.</summary>
    public virtual string Name => "The archive";

    /// <summary>Tenant (project of the archive) of orders that name none.</summary>
    public string Tenant { get; set; } = "lta-sandbox";

    /// <summary>Further tenants that orders may name.</summary>
    public string[] Tenants { get; set; } = [];

    /// <summary>Owner of orders that name none.</summary>
    public string Owner { get; set; } = "ordersaga";

    /// <summary>The owners that orders may name; empty for any. Answers for other owners are then dropped unread.</summary>
    public string[] Owners { get; set; } = [];

    /// <summary>Model of products that name none.</summary>
    public string Model { get; set; } = "LTA_PRODUCT";

    /// <summary>Kind of products that say nothing of it.</summary>
    public string EntityType { get; set; } = "DATA";

    /// <summary>Longest wait for a request to be granted or denied.</summary>
    public TimeSpan GrantTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest wait for its success or failure after the grant.</summary>
    public TimeSpan CompletionTimeout { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Requests for one order, each with a request id of its own.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>Whether a failure leads to a further attempt; an archive's failures are mostly final.</summary>
    public bool RetryErrors { get; set; }

    /// <summary>
    /// Before an order goes to the archive again after a failure (<see cref="RetryErrors"/>); twice as long after each further
    /// one, up to an hour, or to itself when that is longer.
    /// </summary>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How an order with files is known to be carried out.</summary>
    public FilePatchCompletion FilePatchCompletion { get; set; } = FilePatchCompletion.Notification;

    /// <summary>How long nothing more may be heard of such an order for it to count as carried out.</summary>
    public TimeSpan FilePatchQuiet { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Requests sent and not finished, over all workers.</summary>
    public int MaxInFlight { get; set; } = 5000;

    /// <summary>Most requests in one page.</summary>
    public int PageSize { get; set; } = 200;

    /// <summary>How long a dispatcher has to send what it took; then any may send it again, under the same request id.</summary>
    public TimeSpan ClaimLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Every tenant an order may name.</summary>
    public IReadOnlySet<string> AllTenants => new HashSet<string>([Tenant, .. Tenants], StringComparer.Ordinal);

    /// <summary>The pause after a failure that ended <paramref name="attempt"/>, from 1.</summary>
    public TimeSpan PauseAfter(int attempt)
    {
        var longest = RetryPause > LongestRetryPause ? RetryPause : LongestRetryPause;
        var times = 1 << Math.Clamp(attempt - 1, 0, 30);
        return RetryPause > longest / times ? longest : RetryPause * times;
    }
}

/// <summary>The rules of what every archive's section has; those of its own are checked beside them.</summary>
/// <param name="section">Name of the section.</param>
public abstract class ArchiveRules<TOptions>(string section) : SettingsRules<TOptions>(section)
    where TOptions : ArchiveOptions
{
    /// <inheritdoc/>
    protected override void Check(TOptions options)
    {
        Must(IsName(options.Tenant, ArchiveOptions.LongestTenant), nameof(options.Tenant), options.Tenant, "must name the tenant of orders that name none, in 1 to 100 printable characters");
        Must(
            Array.TrueForAll(options.Tenants, tenant => IsName(tenant, ArchiveOptions.LongestTenant)),
            nameof(options.Tenants), string.Join(", ", options.Tenants), "must be names of 1 to 100 printable characters");
        Must(IsName(options.Owner, ArchiveOptions.LongestOwner), nameof(options.Owner), options.Owner, "must have 1 to 128 printable characters");
        Must(
            Array.TrueForAll(options.Owners, owner => IsName(owner, ArchiveOptions.LongestOwner)),
            nameof(options.Owners), string.Join(", ", options.Owners), "must be names of 1 to 128 printable characters");
        Positive(nameof(options.GrantTimeout), options.GrantTimeout);
        Positive(nameof(options.CompletionTimeout), options.CompletionTimeout);
        Positive(nameof(options.FilePatchQuiet), options.FilePatchQuiet);
        Between(nameof(options.RetryPause), options.RetryPause, TimeSpan.Zero, TimeSpan.FromDays(1));
        Between(nameof(options.ClaimLease), options.ClaimLease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Between(nameof(options.Attempts), options.Attempts, 1, RequestIds.MaxAttempt);
        Between(nameof(options.MaxInFlight), options.MaxInFlight, 1, 1_000_000);
        Between(nameof(options.PageSize), options.PageSize, 1, 10_000);
        Must(Enum.IsDefined(options.FilePatchCompletion), nameof(options.FilePatchCompletion), options.FilePatchCompletion, "must be Notification or Quiet");
    }

    /// <summary>Whether a text has 1 to <paramref name="longest"/> printable characters.</summary>
    protected static bool IsName(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl);
}
