namespace OrderSaga.Bulks;

/// <summary>Section <c>Bulks</c>.</summary>
public sealed class BulkOptions
{
    /// <summary>Most products in a batch, for bulks that say nothing.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>Bytes assumed for a product whose size the catalogue does not tell.</summary>
    public long UnknownSize { get; set; } = 1_000_000_000;

    /// <summary>Most products of one bulk, whatever its client allows.</summary>
    public int MostProducts { get; set; } = 1_000_000;

    /// <summary>Most batches of one bulk.</summary>
    public int MostBatches { get; set; } = 100_000;

    /// <summary>Products stored in one transaction.</summary>
    public int PageSize { get; set; } = 5000;

    /// <summary>Bulks that one worker prepares side by side, so that a small one does not wait for a large one.</summary>
    public int Resolvers { get; set; } = 3;

    /// <summary>How long a resolver that says nothing keeps its bulk; then any may go on from where it stopped.</summary>
    public TimeSpan ClaimLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time that a dry run asks the catalogue; what it has counted until then is its answer.</summary>
    public TimeSpan DryRunLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a dismissal over AMQP waits for a bulk that is not there: messages of two queues overtake each other.</summary>
    public TimeSpan DismissalWait { get; set; } = TimeSpan.FromMinutes(10);
}
