namespace OrderSaga.RegardsArchive;

/// <summary>How a patch with files is known to be done: it never gets a success of its own (REGARDS contract: patch processing 3.9).</summary>
public enum FilePatchCompletion
{
    /// <summary>By the dissemination notice that follows it. Needs automatic notification at REGARDS.</summary>
    Notification,

    /// <summary>By <see cref="RegardsOptions.FilePatchQuiet"/> without an error after the grant.</summary>
    Quiet,
}

/// <summary>Section <c>Regards</c>.</summary>
public sealed class RegardsOptions
{
    static readonly TimeSpan LongestRetryPause = TimeSpan.FromHours(1);

    /// <summary>Broker and virtual host of REGARDS.</summary>
    public string Uri { get; set; } = "amqp://guest:guest@localhost:5672/regards.multitenant.manager";

    /// <summary>Run the stand-in inside this process. Unset: yes with the in-memory transport, else no.</summary>
    public bool? Simulate { get; set; }

    /// <summary>Tenant of orders that name none.</summary>
    public string Tenant { get; set; } = "lta-sandbox";

    /// <summary>Further tenants that orders may name.</summary>
    public string[] Tenants { get; set; } = [];

    /// <summary>Owner of orders that name none.</summary>
    public string Owner { get; set; } = "ordersaga";

    /// <summary>The owners that orders may name; empty for any. Answers for other owners are then dropped unread.</summary>
    public string[] Owners { get; set; } = [];

    /// <summary>Model of products that name none.</summary>
    public string Model { get; set; } = "LTA_PRODUCT";

    /// <summary>DATA, DATASET or COLLECTION, for products that say nothing.</summary>
    public string EntityType { get; set; } = "DATA";

    /// <summary>Property patch of a plain order, a JSON object; texts may hold {orderId}, {date}, {productId}, {label}.</summary>
    public string Properties { get; set; } = "{}";

    /// <summary>Longest wait for GRANTED or DENIED.</summary>
    public TimeSpan GrantTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest wait for SUCCESS or ERROR after the grant.</summary>
    public TimeSpan CompletionTimeout { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Requests for one order, each with a request id of its own.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>Whether an ERROR leads to a further attempt; REGARDS' errors are mostly final.</summary>
    public bool RetryErrors { get; set; }

    /// <summary>
    /// Before an order goes to REGARDS again after an ERROR (<see cref="RetryErrors"/>); twice as long after each further
    /// one, up to an hour, or to itself when that is longer.
    /// </summary>
    public TimeSpan RetryPause { get; set; } = TimeSpan.FromSeconds(10);

    public FilePatchCompletion FilePatchCompletion { get; set; } = FilePatchCompletion.Notification;

    public TimeSpan FilePatchQuiet { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Requests sent and not finished, over all workers.</summary>
    public int MaxInFlight { get; set; } = 5000;

    /// <summary>Most requests in one page.</summary>
    public int PageSize { get; set; } = 200;

    /// <summary>How long a dispatcher has to send what it took; then any may send it again, under the same request id.</summary>
    public TimeSpan ClaimLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Own queue for REGARDS' answers, on REGARDS' virtual host.</summary>
    public string AnswerQueue { get; set; } = "ordersaga.regards-answers";

    /// <summary>
    /// False: nothing is declared, as users without the configure right may not. The operator makes <see cref="AnswerQueue"/>
    /// bound to REGARDS' answer exchange, and a fanout exchange and a queue named <c>&lt;AnswerQueue&gt;_error</c>, bound to each other.
    /// </summary>
    public bool DeclareTopology { get; set; } = true;

    /// <summary>The pause after an ERROR that ended <paramref name="attempt"/>, from 1.</summary>
    public TimeSpan PauseAfter(int attempt)
    {
        var longest = RetryPause > LongestRetryPause ? RetryPause : LongestRetryPause;
        var times = 1 << Math.Clamp(attempt - 1, 0, 30);
        return RetryPause > longest / times ? longest : RetryPause * times;
    }

    /// <summary>Every tenant an order may name.</summary>
    public IReadOnlySet<string> AllTenants => new HashSet<string>([Tenant, .. Tenants], StringComparer.Ordinal);
}
