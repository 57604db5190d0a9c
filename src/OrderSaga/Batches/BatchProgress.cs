namespace OrderSaga.Batches;

/// <summary>Figures that follow from a batch's counts.</summary>
public static class BatchProgress
{
    /// <summary>Percent of the batch's orders that have ended, rounded down; 100 only when the batch itself has ended.</summary>
    public static int Of(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Outcome is not null)
            return 100;
        var percent = batch.NumberOfProducts == 0 ? 0 : (int)(batch.Ended() * 100L / batch.NumberOfProducts);
        return Math.Min(percent, batch.Finished is null ? 99 : 100);
    }

    internal static int Ended(this Batch batch) => batch.Successful + batch.Failed + batch.Dismissed;

    internal static int Open(this Batch batch) => batch.Waiting + batch.Running;

    internal static BatchCounts Figures(this Batch batch) => new(
        batch.Waiting, batch.Running, batch.Successful, batch.Failed, batch.Dismissed, batch.OrderSize, batch.EvictionDate);

    /// <summary>
    /// A recount that another one overtook. A later one is on its way or was taken already; and as no status of an order
    /// moves back, figures that lie behind the known ones are the older ones.
    /// </summary>
    internal static bool IsOlder(this Batch batch, BatchCounted counted) =>
        counted.At < batch.CountedAt
        && (counted.Counts.Waiting > batch.Waiting || counted.Counts.Successful < batch.Successful
            || counted.Counts.Failed < batch.Failed || counted.Counts.Dismissed < batch.Dismissed);
}
