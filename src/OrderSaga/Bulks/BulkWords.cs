namespace OrderSaga.Bulks;

/// <summary>Where a bulk stands within its status, in the words of <c>lta.phase</c>.</summary>
public static class BulkPhase
{
    /// <summary>Waits for a resolver.</summary>
    public const string Queued = "queued";

    /// <summary>The catalogue is being asked for the products.</summary>
    public const string Resolving = "resolving";

    /// <summary>All products are known; the batches are being stored.</summary>
    public const string Splitting = "splitting";

    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}
