using OrderSaga.SagaStore.Sql;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>What the store asks of a database. A group is written differently by each product, in its own set-based or row-wise way; the rest stands here once.</summary>
abstract class StoreDatabase(Database database)
{
    protected Database Database { get; } = database;

    /// <summary>Begins a transaction and loads the rows of <paramref name="ids"/>, locked against other writers until it ends.</summary>
    public abstract Task<StoreTransaction> BeginAsync(StoreTable table, IReadOnlyList<Guid> ids, CancellationToken cancellation);

    /// <summary>The outcome of a transaction whose connection broke during the commit; waits while it is still under way.</summary>
    public abstract Task<bool> WasCommittedAsync(string transaction, CancellationToken cancellation);

    /// <summary>Writes <paramref name="changes"/> in a transaction of their own.</summary>
    public abstract Task WriteAsync(ChangeSet changes, CancellationToken cancellation);

    /// <summary>Takes up to <paramref name="limit"/> rows whose lease is over, and leases them again to the caller.</summary>
    /// <param name="table">The table, the outbox.</param>
    /// <param name="leaseUntil">Its member that says until when a row is leased.</param>
    /// <param name="now">A lease until then is over, UTC.</param>
    /// <param name="until">The new lease, UTC.</param>
    /// <param name="limit">Most rows.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<IReadOnlyList<object>> LeaseAsync(StoreTable table, string leaseUntil, DateTime now, DateTime until, int limit, CancellationToken cancellation)
    {
        var (id, lease) = (table.Key.Name, table.Column(leaseUntil).Name);
        var due = $"SELECT o.\"{id}\" FROM {table.Name} AS o WHERE o.\"{lease}\" <= @now ORDER BY o.\"{lease}\", o.\"{id}\" LIMIT @limit";
        return Database.WriteAsync(
            session => session.ListAsync(
                $"UPDATE {table.Name} SET \"{lease}\" = @until WHERE \"{id}\" {Database.Dialect.AmongLocked(due, "o", skipLocked: true)} RETURNING {table.List}",
                table.ReadRow, cancellation, ("@now", now), ("@until", until), ("@limit", limit)),
            cancellation);
    }

    /// <summary>Up to <paramref name="limit"/> instances whose deadline has passed, the oldest first, those after <paramref name="last"/>.</summary>
    /// <remarks>No locks: the store checks the deadline again when it has the instance, and locks would cost a write a row.</remarks>
    public async Task<IReadOnlyList<DueInstance>> DueAsync(
        StoreTable table, DateTime now, DueInstance last, int limit, CancellationToken cancellation)
    {
        var (id, deadline) = (table.Key.Name, table.Column(nameof(IDurableSaga.Deadline)).Name);
        await using var session = await Database.OpenAsync(cancellation);
        return await session.ListAsync(
            $"SELECT \"{id}\" AS id, \"{deadline}\" AS deadline FROM {table.Name} WHERE \"{deadline}\" <= @now AND (\"{deadline}\", \"{id}\") > (@last, @id) "
            + $"ORDER BY \"{deadline}\", \"{id}\" LIMIT @limit",
            row => new DueInstance(row.Id("id")!.Value, row.Time("deadline")!.Value),
            cancellation, ("@now", now), ("@last", last.Deadline), ("@id", last.Id), ("@limit", limit));
    }

    /// <inheritdoc cref="Database.IsTransient"/>
    public bool IsTransient(Exception exception) => Database.IsTransient(exception);

    /// <inheritdoc cref="Database.IsLostInsertRace"/>
    public bool IsLostInsertRace(Exception exception) => Database.IsLostInsertRace(exception);

    public static StoreDatabase For(Database database) => database switch
    {
        PostgresDatabase postgres => new PostgresStore(postgres),
        _ => new SqliteStore(database),
    };
}

/// <summary>An instance whose deadline has passed.</summary>
readonly record struct DueInstance(Guid Id, DateTime Deadline)
{
    /// <summary>Before all others.</summary>
    public static readonly DueInstance None = new(Guid.Empty, DateTime.SpecifyKind(new DateTime(1, 1, 2), DateTimeKind.Utc));
}

/// <summary>An open transaction with its loaded rows. Disposing it uncommitted rolls it back.</summary>
abstract class StoreTransaction : IAsyncDisposable
{
    public IReadOnlyList<object> Loaded { get; protected init; } = [];

    /// <summary>Names the transaction in <see cref="StoreDatabase.WasCommittedAsync"/>; null where a commit's outcome is never in doubt.</summary>
    public string? Id { get; protected init; }

    public abstract Task CommitAsync(ChangeSet changes, CancellationToken cancellation);

    /// <summary>Never throws: after a commit that would look like its failure.</summary>
    public abstract ValueTask DisposeAsync();
}
