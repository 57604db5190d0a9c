using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OrderSaga.SagaStore.Sql;

/// <summary>
/// SQLite: one writer. Every transaction begins IMMEDIATE, so the file lock stands for the row locks; inside the process
/// writers queue here, as waiting at the file costs 150 ms a try.
/// </summary>
sealed class SqliteDatabase : Database
{
    const int Busy = 5;
    const int Locked = 6;
    const int IoError = 10;
    const int Full = 13;
    const int CannotOpen = 14;
    const int PrimaryKeyConstraint = 1555;
    const int UniqueConstraint = 2067;

    /// <summary>By file: several hosts of one process share the queue too.</summary>
    static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new();

    readonly string _connectionString;
    readonly SemaphoreSlim _turn;

    internal SqliteDatabase(string connectionString)
    {
        _connectionString = connectionString;
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
        if (Path.GetDirectoryName(file) is { } folder)
            Directory.CreateDirectory(folder);
        _turn = Turns.GetOrAdd(file, _ => new SemaphoreSlim(1, 1));
    }

    public override Dialect Dialect { get; } = new SqliteDialect();

    public override DbContextOptionsBuilder Serve(DbContextOptionsBuilder options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.UseSqlite(_connectionString);
    }

    public override async Task<Session> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return new Session(Dialect, connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<Session> BeginAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            // A file that another process holds is waited for without a token: that must not be the caller's own turn.
            return await Task.Run(Begin, cancellation);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(write);
        await using var session = await BeginAsync(cancellation);
        var result = await write(session);
        await session.CommitAsync();
        return result;
    }

    /// <summary>Nothing: the indexes are such that they are chosen without statistics.</summary>
    public override Task AnalyseAsync(CancellationToken cancellation, params IReadOnlyList<string> tables) => Task.CompletedTask;

    public override bool IsTransient(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: Busy or Locked or IoError or Full or CannotOpen }
        || (exception?.InnerException is { } inner && IsTransient(inner));

    public override bool IsLostInsertRace(Exception exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: PrimaryKeyConstraint or UniqueConstraint };

    Session Begin()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            // WAL lets readers go on beside the writer; FULL makes a commit survive a power cut, as an acknowledged order must.
            using (var tune = connection.CreateCommand())
            {
                tune.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
                tune.ExecuteNonQuery();
            }
            SqliteDialect.AddFunctions(connection);
            return new Session(Dialect, connection, connection.BeginTransaction(deferred: false), _turn);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
