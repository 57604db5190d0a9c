namespace OrderSaga.Batches;

/// <summary>Statuses of a batch that are none of a job's: before its trigger, and when there was none. The others are <see cref="Jobs.JobStatus"/>.</summary>
public static class BatchStatus
{
    public const string Prepared = "prepared";
    public const string Discarded = "discarded";
}

/// <summary>Where a batch stands within its status, in the words of <c>lta.phase</c>.</summary>
public static class BatchPhase
{
    /// <summary>Waits for its trigger.</summary>
    public const string Prepared = "prepared";

    /// <summary>Triggered; its orders are being stored.</summary>
    public const string Starting = "starting";

    /// <summary>Its orders wait for places in the window towards REGARDS.</summary>
    public const string Queued = "queued";

    /// <summary>REGARDS works on it.</summary>
    public const string Running = "running";

    /// <summary>Failed early or dismissed, and some of its orders are not cancelled yet.</summary>
    public const string Stopping = "stopping";

    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string Discarded = "discarded";
}

/// <summary>How much of a successful batch came.</summary>
public static class BatchOutcome
{
    public const string Complete = "complete";

    /// <summary>Some products failed or were dismissed.</summary>
    public const string Partial = "partial";
}

/// <summary>What the first failed product means for its batch.</summary>
public static class FailurePolicy
{
    public const string Continue = "continue";

    /// <summary>The first failed product fails its batch.</summary>
    public const string All = "all";

    public static IReadOnlyList<string> Words { get; } = [Continue, All];
}

/// <summary>Why a batch failed or was discarded, for programs.</summary>
public static class BatchReason
{
    /// <summary>Every order ended, none of them successful.</summary>
    public const string NothingSuccessful = "nothing-successful";

    /// <summary>A product failed, and the failure policy is <see cref="FailurePolicy.All"/>.</summary>
    public const string ProductFailed = "product-failed";

    /// <summary>So many of the first products failed that the rest was not tried.</summary>
    public const string TooManyFailures = "too-many-failures";

    /// <summary>Nobody triggered it in time.</summary>
    public const string NotTriggered = "not-triggered";
}
