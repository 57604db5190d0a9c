using OrderSaga.Settings;

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

sealed class BulkRules() : SettingsRules<BulkOptions>("Bulks")
{
    /// <summary>Most products that a client may put into one batch, and the most that may be the default.</summary>
    public const int MostBatchProducts = 10_000;

    protected override void Check(BulkOptions options)
    {
        Between(nameof(options.BatchSize), options.BatchSize, 1, MostBatchProducts);
        Between(nameof(options.UnknownSize), options.UnknownSize, 0, BatchSplit.LargestSize);
        Between(nameof(options.MostProducts), options.MostProducts, 1, 10_000_000);
        Between(nameof(options.MostBatches), options.MostBatches, 1, 1_000_000);
        Between(nameof(options.PageSize), options.PageSize, 1, 100_000);
        Between(nameof(options.Resolvers), options.Resolvers, 1, 32);
        Between(nameof(options.ClaimLease), options.ClaimLease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Between(nameof(options.DismissalWait), options.DismissalWait, TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        Between(nameof(options.DryRunLimit), options.DryRunLimit, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
    }
}
