using OrderSaga.SagaStore.Sql;

namespace OrderSaga.Orders.Queue;

/// <summary>The orders of one owner in one priority, of which at least one is due.</summary>
sealed record WaitingQueue(int Priority, OwnerUse Owner);

/// <summary>What there is to claim.</summary>
/// <param name="Taken">Places of the window in use: as counted, and claimed since.</param>
/// <param name="CountedAt">When it was counted.</param>
/// <param name="Queues">
/// The highest priority first, in it the owner behind the one whose turn was last; with as many owners that may send as
/// fill a page, and those that may not among them. None when no place is left.
/// </param>
sealed record Waiting(int Taken, DateTime CountedAt, IReadOnlyList<WaitingQueue> Queues);

/// <summary>An owner's requests in the last hour.</summary>
/// <param name="Owner">Whose requests they are.</param>
/// <param name="Sent">Sent, or claimed to be.</param>
/// <param name="First">When the first of them was sent.</param>
sealed record HourUse(string Owner, int Sent, DateTime? First);

/// <summary>One dispatcher's turn at the queues: a transaction that keeps the other dispatchers out until it ends.</summary>
abstract class ClaimTurn : IAsyncDisposable
{
    public static async Task<ClaimTurn> BeginAsync(Database database, DispatchQueue.Claim claim, OwnerLimits limits, CancellationToken cancellation) =>
        database is PostgresDatabase
            ? new PostgresClaimTurn(await database.OpenAsync(cancellation), claim, limits)
            : new SqliteClaimTurn(await database.BeginAsync(cancellation), claim, limits);

    public abstract Task<Waiting> LookAsync(CancellationToken cancellation);

    /// <summary>Counts the orders in flight anew, of all and of each owner.</summary>
    public abstract Task RecountAsync(CancellationToken cancellation);

    public abstract Task<IReadOnlyList<HourUse>> CountHourAsync(IReadOnlyCollection<OwnerUse> owners, CancellationToken cancellation);

    /// <summary>The first due orders of each queue, as many as asked for or as there are, until there are <paramref name="most"/> in all.</summary>
    public abstract Task<IReadOnlyList<IReadOnlyList<Guid>>> HeadsAsync(
        IReadOnlyList<(WaitingQueue Queue, int Most)> asked, int most, CancellationToken cancellation);

    /// <summary>Claims the page's orders, but those that somebody else changes just now, and ends the turn.</summary>
    /// <param name="page">What to claim; may be empty.</param>
    /// <param name="counted">Owners whose hour was counted.</param>
    /// <param name="cancellation">Rolls back.</param>
    public abstract Task<IReadOnlyList<Order>> EndAsync(FairPage page, IReadOnlyCollection<OwnerUse> counted, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
