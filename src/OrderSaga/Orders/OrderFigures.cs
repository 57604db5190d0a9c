namespace OrderSaga.Orders;

/// <summary>How the orders stand at a moment, items of batches among them. All times UTC.</summary>
/// <param name="At">The moment.</param>
/// <param name="Waiting">To be sent as soon as the window towards the archive has room.</param>
/// <param name="Scheduled">To be sent at a later time.</param>
/// <param name="InFlight">Sent to the archive and not finished.</param>
/// <param name="WaitingSince">Since when the one waits that waits longest; null when none does.</param>
/// <param name="RecentFrom">Since when the latest orders are counted by status.</param>
/// <param name="IsCut">There are more orders of the time that was asked for, which were not counted.</param>
/// <param name="Recent">How many of the latest orders have each status that clients see.</param>
public sealed record OrderFigures(
    DateTime At, int Waiting, int Scheduled, int InFlight, DateTime? WaitingSince, DateTime RecentFrom, bool IsCut, IReadOnlyDictionary<string, int> Recent);
