using Microsoft.EntityFrameworkCore;

namespace OrderSaga.SagaStore.Sql;

/// <summary>
/// The database of a process, opened and tuned here and nowhere else: the saga store, whoever writes beside it and EF Core
/// share its connections.
/// </summary>
public abstract class Database : IAsyncDisposable, IDisposable
{
    /// <summary>The words in which the products differ.</summary>
    public abstract Dialect Dialect { get; }

    /// <param name="connectionString">An Npgsql connection string. How sessions are prepared, reset and shared is decided here.</param>
    public static Database Postgres(string connectionString) => new PostgresDatabase(connectionString);

    /// <summary>One writer a file and process; the file's folder is made if it is missing.</summary>
    /// <param name="connectionString">A SQLite connection string that names a file.</param>
    public static Database Sqlite(string connectionString) => new SqliteDatabase(connectionString);

    /// <summary>Has a context of EF Core use this database's connections.</summary>
    public abstract DbContextOptionsBuilder Serve(DbContextOptionsBuilder options);

    /// <summary>Opens a connection for reading. What PostgreSQL is told to write on it is committed statement by statement.</summary>
    public abstract Task<Session> OpenAsync(CancellationToken cancellation);

    /// <summary>Begins a transaction that may write; disposing the session uncommitted rolls it back.</summary>
    public abstract Task<Session> BeginAsync(CancellationToken cancellation);

    /// <summary>
    /// Writes what needs no transaction around it: a statement, or several of which each may be committed by itself. It costs
    /// PostgreSQL no round trip beside them; SQLite commits them together.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellation);

    /// <summary>Runs one statement as <see cref="WriteAsync"/> does.</summary>
    /// <returns>The number of rows that it wrote.</returns>
    public Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        WriteAsync(session => session.ExecuteAsync(sql, cancellation, parameters), cancellation);

    /// <summary>Lets the planner know of many new rows in these tables, where it plans by statistics.</summary>
    public abstract Task AnalyseAsync(CancellationToken cancellation, params IReadOnlyList<string> tables);

    /// <summary>Whether the same work may succeed later without a change (connection lost, server starting, deadlock, file busy).</summary>
    public abstract bool IsTransient(Exception exception);

    /// <summary>Whether another writer inserted the same key first.</summary>
    public abstract bool IsLostInsertRace(Exception exception);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the connections that are free; those in use close when their sessions end.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
