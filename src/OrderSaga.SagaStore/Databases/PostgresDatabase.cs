using System.Net.Sockets;
using Npgsql;
using NpgsqlTypes;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>PostgreSQL: two round trips a group, row locks in key order between workers.</summary>
sealed class PostgresDatabase(string connectionString) : StoreDatabase
{
    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(Tuned(connectionString));

    /// <summary>Prepared statements and no reset on return: measured, and safe as the store leaves no session state behind.</summary>
    static NpgsqlConnectionStringBuilder Tuned(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = 64;
            builder.AutoPrepareMinUsages = 2;
        }
        return builder;
    }

    public override async Task<StoreTransaction> BeginAsync(StoreTable table, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation);
        try
        {
            await using var batch = connection.CreateBatch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresSql.For(table).LoadLocked)
            {
                Parameters = { Value(ids.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid) },
            });
            var rows = new List<object>(ids.Count);
            await using (var reader = await batch.ExecuteReaderAsync(cancellation))
            {
                while (await reader.ReadAsync(cancellation))
                    rows.Add(table.ReadRow(reader));
            }
            return new PostgresTransaction(connection, rows);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task WriteAsync(ChangeSet changes, CancellationToken cancellation)
    {
        if (changes.IsEmpty)
            return;
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        // A batch without BEGIN is one implicit transaction.
        await using var batch = connection.CreateBatch();
        Add(batch, changes);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public override async Task<IReadOnlyList<object>> LeaseAsync(
        StoreTable outbox, DateTime now, DateTime until, int limit, CancellationToken cancellation)
    {
        var columns = string.Join(", ", outbox.Columns.Select(c => $"o.\"{c.Name}\""));
        await using var command = _source.CreateCommand(
            $"UPDATE {outbox.Name} AS o SET lease_until = $2 FROM (SELECT id FROM {outbox.Name} WHERE lease_until <= $1 "
            + $"ORDER BY lease_until, id LIMIT $3 FOR UPDATE SKIP LOCKED) AS due WHERE o.id = due.id RETURNING {columns}");
        command.Parameters.Add(Value(now, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Value(until, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Value(limit, NpgsqlDbType.Integer));
        var rows = new List<object>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            rows.Add(outbox.ReadRow(reader));
        return rows;
    }

    public override async Task<IReadOnlyList<(Guid, DateTime)>> DueAsync(
        StoreTable table, string deadlineColumn, DateTime now, int limit, CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(
            $"SELECT \"{table.Key.Name}\", \"{deadlineColumn}\" FROM {table.Name} WHERE \"{deadlineColumn}\" <= $1 "
            + $"ORDER BY \"{deadlineColumn}\" LIMIT $2 FOR UPDATE SKIP LOCKED");
        command.Parameters.Add(Value(now, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Value(limit, NpgsqlDbType.Integer));
        var due = new List<(Guid, DateTime)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            due.Add((reader.GetGuid(0), reader.GetDateTime(1)));
        return due;
    }

    public override bool IsTransient(Exception exception) => exception switch
    {
        PostgresException { IsTransient: true } => true,
        // The server is starting or stopping, or was told to end this session.
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" or "40001" or "40P01" } => true,
        PostgresException => false,
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => exception.InnerException is { } inner && IsTransient(inner),
    };

    public override bool IsLostInsertRace(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    internal static void Add(NpgsqlBatch batch, ChangeSet changes)
    {
        foreach (var (table, rows) in changes.Inserts)
            batch.BatchCommands.Add(Command(PostgresSql.For(table).Insert, table.Columns, rows));
        foreach (var (table, rows) in changes.Updates)
            batch.BatchCommands.Add(Command(PostgresSql.For(table).Update, [.. table.Keys, .. table.Mutable], rows));
        foreach (var (table, rows) in changes.Deletes)
            batch.BatchCommands.Add(Command(PostgresSql.For(table).Delete, [table.Key], rows));
    }

    static NpgsqlBatchCommand Command(string sql, IReadOnlyList<StoreColumn> columns, List<object> rows)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column.ToArray(rows), DataTypeName = column.StoreType + "[]" });
        return command;
    }

    static NpgsqlParameter Value(object value, NpgsqlDbType type) => new() { Value = value, NpgsqlDbType = type };
}

sealed class PostgresTransaction : StoreTransaction
{
    readonly NpgsqlConnection _connection;
    bool _ended;

    public PostgresTransaction(NpgsqlConnection connection, IReadOnlyList<object> loaded)
    {
        _connection = connection;
        Loaded = loaded;
    }

    public override async Task CommitAsync(ChangeSet changes, CancellationToken cancellation)
    {
        await using var batch = _connection.CreateBatch();
        PostgresDatabase.Add(batch, changes);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancellation);
        _ended = true;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (!_ended && _connection.FullState.HasFlag(System.Data.ConnectionState.Open))
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", _connection);
                await rollback.ExecuteNonQueryAsync();
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException)
        {
            // The session is gone, and its transaction with it.
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }
}
