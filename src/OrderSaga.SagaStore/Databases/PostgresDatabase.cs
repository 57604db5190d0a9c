using System.Net.Sockets;
using Npgsql;
using NpgsqlTypes;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>PostgreSQL: two round trips a group, row locks in key order between workers.</summary>
sealed class PostgresDatabase(string connectionString) : StoreDatabase
{
    static readonly TimeSpan StatusPause = TimeSpan.FromMilliseconds(50);

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
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_current_xact_id()::text"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresSql.For(table).LoadLocked)
            {
                Parameters = { Value(ids.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid) },
            });
            var rows = new List<object>(ids.Count);
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            var id = reader.GetString(0);
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                rows.Add(table.ReadRow(reader));
            return new PostgresTransaction(connection, id, rows);
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

    public override async Task<IReadOnlyList<DueInstance>> DueAsync(
        StoreTable table, DateTime now, DueInstance last, int limit, CancellationToken cancellation)
    {
        var (id, deadline) = (table.Key.Name, table.Column(nameof(IDurableSaga.Deadline)).Name);
        // No locks: the store checks the deadline again when it has the instance, and locks would cost a write a row.
        await using var command = _source.CreateCommand(
            $"SELECT \"{id}\", \"{deadline}\" FROM {table.Name} WHERE \"{deadline}\" <= $1 AND (\"{deadline}\", \"{id}\") > ($2, $3) "
            + $"ORDER BY \"{deadline}\", \"{id}\" LIMIT $4");
        command.Parameters.Add(Value(now, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Value(last.Deadline, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Value(last.Id, NpgsqlDbType.Uuid));
        command.Parameters.Add(Value(limit, NpgsqlDbType.Integer));
        var due = new List<DueInstance>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            due.Add(new DueInstance(reader.GetGuid(0), reader.GetDateTime(1)));
        return due;
    }

    public override async Task<bool> WasCommittedAsync(string transaction, CancellationToken cancellation)
    {
        while (true)
        {
            await using var command = _source.CreateCommand("SELECT pg_xact_status($1::xid8)");
            command.Parameters.Add(new NpgsqlParameter { Value = transaction, NpgsqlDbType = NpgsqlDbType.Unknown });
            try
            {
                // The server may not have noticed yet that the session is gone.
                if (await command.ExecuteScalarAsync(cancellation) is not "in progress" and var status)
                    return status is "committed";
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidParameterValue)
            {
                // A standby took over that never heard of this transaction.
                return false;
            }
            await Task.Delay(StatusPause, cancellation);
        }
    }

    public override bool IsTransient(Exception exception) => exception switch
    {
        PostgresException { IsTransient: true } => true,
        // No message can cause these: resources, an operator's word, a failed disk, the connection, the login, a database
        // that is not there, a standby that is not yet promoted. 40: rolled back in favour of others.
        PostgresException { SqlState: ['5', '3' or '7' or '8', ..] or ['0', '8', ..] or ['2', '8', ..] or ['4', '0', ..] or "3D000" or "25006" } => true,
        PostgresException => false,
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => exception.InnerException is { } inner && IsTransient(inner),
    };

    public override bool IsLostInsertRace(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    public override void Dispose()
    {
        _source.Dispose();
        base.Dispose();
    }

    internal static void Add(NpgsqlBatch batch, ChangeSet changes)
    {
        foreach (var (table, rows) in changes.Deletes)
            batch.BatchCommands.Add(Command(PostgresSql.For(table).Delete, [table.Key], rows));
        foreach (var (table, rows) in changes.Inserts)
            batch.BatchCommands.Add(Command(PostgresSql.For(table).Insert, table.Inserted, rows));
        foreach (var (table, rows) in changes.Updates)
            batch.BatchCommands.Add(Command(PostgresSql.For(table).Update, PostgresSql.For(table).UpdateColumns, rows));
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
