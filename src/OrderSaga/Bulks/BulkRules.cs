using OrderSaga.Settings;

namespace OrderSaga.Bulks;

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
