namespace OrderSaga.Batches;

/// <summary>Whether the bulk of a batch was dismissed: its batches that are only prepared are to be discarded, though nobody may have come to them yet.</summary>
interface IWithdrawals
{
    /// <param name="bulkId">The bulk.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<bool> IsWithdrawnAsync(Guid bulkId, CancellationToken cancellation);
}
