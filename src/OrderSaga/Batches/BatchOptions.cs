using OrderSaga.Settings;

namespace OrderSaga.Batches;

/// <summary>Section <c>Batches</c>.</summary>
public sealed class BatchOptions
{
    /// <summary>How long a prepared batch waits for its trigger; then it is discarded.</summary>
    public TimeSpan PreparationPeriod { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Shortest time between two recounts of a batch, and so between two tellings of its counts.</summary>
    public TimeSpan CountInterval { get; set; } = TimeSpan.FromMilliseconds(300);

    /// <summary>A batch is stopped when more than this share of its finished orders failed, in percent; 100 never stops one.</summary>
    public int EarlyStopShare { get; set; } = 75;

    /// <summary>… once so many orders are finished.</summary>
    public int EarlyStopAfter { get; set; } = 10;

    /// <summary>How long a worker has for a batch that it starts or stops; then any may go on with it.</summary>
    public TimeSpan ClaimLease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Most orders that are stored, or cancelled, at once.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Bytes assumed for a product of unknown size. No setting of its own: who makes the batches says what they were made with.</summary>
    internal long UnknownSize { get; set; }
}

sealed class BatchRules() : SettingsRules<BatchOptions>("Batches")
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
