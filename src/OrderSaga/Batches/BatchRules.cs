using OrderSaga.Settings;

namespace OrderSaga.Batches;

public sealed class BatchRules() : SettingsRules<BatchOptions>("Batches")
{
    protected override void Check(BatchOptions options)
    {
        Positive(nameof(options.PreparationPeriod), options.PreparationPeriod);
        Between(nameof(options.CountInterval), options.CountInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Between(nameof(options.EarlyStopShare), options.EarlyStopShare, 1, 100);
        Between(nameof(options.EarlyStopAfter), options.EarlyStopAfter, 1, 10_000);
        Between(nameof(options.ClaimLease), options.ClaimLease, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Between(nameof(options.PageSize), options.PageSize, 1, 10_000);
    }
}
