using System.Globalization;

namespace OrderSaga.Batches;

/// <summary>Statuses of a batch that are none of a job's: before its trigger, and when there was none. The others are <see cref="Jobs.JobStatus"/>.</summary>
public static class BatchStatus
{
    /// <summary>Its products are known; nobody has triggered it.</summary>
    public const string Prepared = "prepared";

    /// <summary>Nobody triggered it in time, or its bulk was dismissed before.</summary>
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

    /// <summary>All its orders have ended, some of them well.</summary>
    public const string Completed = "completed";

    /// <summary>It failed; <see cref="BatchReason"/> says why.</summary>
    public const string Failed = "failed";

    /// <summary>It was dismissed, and its orders with it.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>It was never triggered.</summary>
    public const string Discarded = "discarded";
}

/// <summary>How much of a successful batch came.</summary>
public static class BatchOutcome
{
    /// <summary>Every product came.</summary>
    public const string Complete = "complete";

    /// <summary>Some products failed or were dismissed.</summary>
    public const string Partial = "partial";
}

/// <summary>What the first failed product means for its batch.</summary>
public static class FailurePolicy
{
    /// <summary>The others go on; the batch fails only when none comes.</summary>
    public const string Continue = "continue";

    /// <summary>The first failed product fails its batch.</summary>
    public const string All = "all";

    /// <summary>Both, as clients write them.</summary>
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

/// <summary>What people read in a batch's <c>message</c>.</summary>
static class BatchTexts
{
    public const string Cancelled = "Dismissed on request.";
    public const string Discarded = "Discarded before it was triggered.";
    public const string Withdrawn = "Discarded with its bulk.";

    public static string NotTriggered(DateTime until) =>
        string.Create(CultureInfo.InvariantCulture, $"Nobody triggered it until {until:yyyy-MM-dd'T'HH:mm:ss'Z'}.");

    public static string? Completed(Batch batch) =>
        batch.Successful == batch.NumberOfProducts ? null : $"{batch.Successful} of {batch.NumberOfProducts} products came; {Others(batch)}.";

    public static string NothingSuccessful(Batch batch) => $"None of {batch.NumberOfProducts} products came; {Others(batch)}.";

    public static string ProductFailed(Batch batch) =>
        $"{Products(batch.Failed)} of {batch.NumberOfProducts} failed, and the batch asks for all.";

    public static string TooManyFailures(Batch batch) =>
        $"{Products(batch.Failed)} of the first {batch.Ended()} failed, so the rest of {batch.NumberOfProducts} is not tried.";

    /// <summary>Why an order of the batch is cancelled.</summary>
    public static string Stopped(Batch batch) =>
        batch.ReasonCode is null ? $"The batch was dismissed: {batch.Message}" : $"The batch failed: {batch.Message}";

    static string Products(int count) => count == 1 ? "1 product" : $"{count} products";

    static string Others(Batch batch) =>
        string.Join(", ", new[] { (batch.Failed, "failed"), (batch.Dismissed, "dismissed") }
            .Where(part => part.Item1 > 0).Select(part => $"{part.Item1} {part.Item2}"));
}
