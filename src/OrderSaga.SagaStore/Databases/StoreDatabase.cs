using Microsoft.EntityFrameworkCore;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>What the store asks of a database. One implementation per product, so that each can use its own set-based SQL.</summary>
abstract class StoreDatabase : IAsyncDisposable, IDisposable
{
    /// <summary>Begins a transaction and loads the rows of <paramref name="ids"/>, locked against other writers until it ends.</summary>
    public abstract Task<StoreTransaction> BeginAsync(StoreTable table, IReadOnlyList<Guid> ids, CancellationToken cancellation);

    /// <summary>The outcome of a transaction whose connection broke during the commit; waits while it is still under way.</summary>
    public abstract Task<bool> WasCommittedAsync(string transaction, CancellationToken cancellation);

    /// <summary>Writes <paramref name="changes"/> in a transaction of their own.</summary>
    public abstract Task WriteAsync(ChangeSet changes, CancellationToken cancellation);

    /// <summary>Takes up to <paramref name="limit"/> outbox rows whose lease is over, and leases them again to the caller.</summary>
    public abstract Task<IReadOnlyList<object>> LeaseAsync(
        StoreTable outbox, DateTime now, DateTime until, int limit, CancellationToken cancellation);

    /// <summary>Up to <paramref name="limit"/> instances whose deadline has passed, the oldest first, those after <paramref name="last"/>.</summary>
    public abstract Task<IReadOnlyList<DueInstance>> DueAsync(
        StoreTable table, DateTime now, DueInstance last, int limit, CancellationToken cancellation);

    /// <summary>Whether the same work may succeed later without a change (connection lost, server starting, deadlock, file busy).</summary>
    public abstract bool IsTransient(Exception exception);

    /// <summary>Whether another writer inserted the same key first.</summary>
    public abstract bool IsLostInsertRace(Exception exception);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public virtual void Dispose() => GC.SuppressFinalize(this);

    public static StoreDatabase For(DbContext context) => context.Database.ProviderName switch
    {
        "Npgsql.EntityFrameworkCore.PostgreSQL" => new PostgresDatabase(context.Database.GetConnectionString()!),
        "Microsoft.EntityFrameworkCore.Sqlite" => new SqliteDatabase(context.Database.GetConnectionString()!),
        var other => throw new NotSupportedException($"The saga store runs on PostgreSQL and SQLite, not on {other}."),
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
