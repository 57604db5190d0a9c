namespace OrderSaga.Jobs;

/// <summary>The columns of <see cref="JobHistoryEntry"/> for statements that write lines of history beside the saga store.</summary>
static class HistoryTable
{
    /// <summary>To be followed by VALUES or a select in this order.</summary>
    public const string Insert = "INSERT INTO order_history (order_id, entry, at, from_status, to_status, phase, cause, late, attempt, request_id)";
}
