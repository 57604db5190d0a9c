using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace OrderSaga.SagaStore.Sql;

/// <summary>PostgreSQL: one data source, and so one pool of sessions, for all that the process reads and writes.</summary>
public sealed class PostgresDatabase : Database
{
    readonly string _connectionString;
    readonly NpgsqlDataSource _source;

    internal PostgresDatabase(string connectionString)
    {
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            // Nothing here leaves state in a session, so there is none to reset: a message less for each use.
            NoResetOnClose = true,
            // Transactions are begun and ended in the batches of their statements, which asks for a session of one's own.
            Multiplexing = false,
        }.ConnectionString;
        _source = NpgsqlDataSource.Create(_connectionString);
    }

    /// <inheritdoc/>
    public override Dialect Dialect { get; } = new PostgresDialect();

    /// <inheritdoc/>
    /// <remarks>
    /// By an interceptor, as EF Core builds its services and plans anew for every data source that it is told of; after
    /// twenty it refuses. The string is for what EF Core opens past the pool, such as its look for the database.
    /// </remarks>
    public override DbContextOptionsBuilder Serve(DbContextOptionsBuilder options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.UseNpgsql(_connectionString).AddInterceptors(new SharedConnections(_source));
    }

    /// <inheritdoc/>
    public override async Task<Session> OpenAsync(CancellationToken cancellation) => new(Dialect, await ConnectAsync(cancellation));

    /// <inheritdoc/>
    public override async Task<Session> BeginAsync(CancellationToken cancellation)
    {
        var connection = await ConnectAsync(cancellation);
        try
        {
            // Sent with the first statement.
            return new Session(Dialect, connection, await connection.BeginTransactionAsync(cancellation));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<T> WriteAsync<T>(Func<Session, Task<T>> write, CancellationToken cancellation)
    {
        await using var session = await OpenAsync(cancellation);
        return await write(session);
    }

    /// <inheritdoc/>
    public override Task AnalyseAsync(CancellationToken cancellation, params IReadOnlyList<string> tables) =>
        ExecuteAsync($"ANALYZE {string.Join(", ", tables)}", cancellation);

    /// <summary>Has the session know the batch's statements from now on. For what runs all the time: the other statements are planned with their values in view.</summary>
    public static async Task PrepareAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            await batch.PrepareAsync(cancellation);
        }
        catch (Exception exception) when (exception is not (NpgsqlException or OperationCanceledException))
        {
            // A value that Npgsql refuses before it sends leaves the statements in front of it marked as prepared, though the
            // server never saw them: the next batch on this session would fail at no fault of its own.
            batch.Connection?.UnprepareAll();
            throw;
        }
    }

    internal ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellation) => _source.OpenConnectionAsync(cancellation);

    /// <inheritdoc/>
    public override bool IsTransient(Exception exception) => exception switch
    {
        PostgresException { IsTransient: true } => true,
        // No message can cause these: resources, an operator's word, a failed disk, the connection, the login, a database
        // that is not there, a standby that is not yet promoted. 40: rolled back in favour of others.
        PostgresException { SqlState: ['5', '3' or '7' or '8', ..] or ['0', '8', ..] or ['2', '8', ..] or ['4', '0', ..] or "3D000" or "25006" } => true,
        PostgresException => false,
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => exception?.InnerException is { } inner && IsTransient(inner),
    };

    /// <inheritdoc/>
    public override bool IsLostInsertRace(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <inheritdoc/>
    public override void Dispose()
    {
        _source.Dispose();
        base.Dispose();
    }

    sealed class SharedConnections(NpgsqlDataSource source) : DbConnectionInterceptor
    {
        public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
            InterceptionResult<DbConnection>.SuppressWithResult(source.CreateConnection());
    }
}
