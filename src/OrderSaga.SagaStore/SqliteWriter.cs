using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.SagaStore;

/// <summary>
/// The one place where this process writes to a SQLite file. Whoever writes beside the store (a dispatcher, a migration)
/// goes through it too, so that writers queue here instead of polling the file's lock.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage(
    "Design", "CA1001", Justification = "One writer a file lives as long as the process; its semaphore holds no wait handle.")]
public sealed class SqliteWriter
{
    static readonly ConcurrentDictionary<string, SqliteWriter> Writers = new();

    readonly SemaphoreSlim _turn;
    readonly string _connectionString;

    SqliteWriter(string file, string connectionString)
    {
        _connectionString = connectionString;
        _turn = SqliteDatabase.TurnOf(file);
    }

    /// <summary>The process-wide writer of the file that <paramref name="connectionString"/> names.</summary>
    public static SqliteWriter For(string connectionString) =>
        Writers.GetOrAdd(
            Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource),
            file => new SqliteWriter(file, connectionString));

    /// <summary>Waits for the turn and begins an IMMEDIATE transaction; disposing the session uncommitted rolls it back.</summary>
    public async Task<SqliteSession> BeginAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            // WAL lets readers go on beside the writer; FULL makes a commit survive a power cut, as an acknowledged order must.
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            return new SqliteSession(connection, connection.BeginTransaction(deferred: false), _turn);
        }
        catch
        {
            connection.Dispose();
            _turn.Release();
            throw;
        }
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>A writing turn: connection and transaction.</summary>
public sealed class SqliteSession : IAsyncDisposable
{
    readonly SqliteConnection _connection;
    readonly SqliteTransaction _transaction;
    readonly SemaphoreSlim _turn;

    internal SqliteSession(SqliteConnection connection, SqliteTransaction transaction, SemaphoreSlim turn)
    {
        _connection = connection;
        _transaction = transaction;
        _turn = turn;
    }

    /// <summary>A command of this transaction.</summary>
    public SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
#pragma warning disable CA2100 // The texts are built from the EF model's names, never from a message.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    public void Commit() => _transaction.Commit();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
            await _connection.DisposeAsync();
        }
        catch (SqliteException)
        {
            // The rollback failed with the file; an uncommitted transaction is void all the same.
        }
        finally
        {
            _turn.Release();
        }
    }
}
