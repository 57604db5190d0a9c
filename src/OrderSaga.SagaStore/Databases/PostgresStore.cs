using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using OrderSaga.SagaStore.Sql;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>PostgreSQL: two round trips a group, row locks in key order between workers. Each session prepares these statements once.</summary>
sealed class PostgresStore(PostgresDatabase database) : StoreDatabase(database)
{
    static readonly TimeSpan StatusPause = TimeSpan.FromMilliseconds(50);

    public override async Task<StoreTransaction> BeginAsync(StoreTable table, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var connection = await database.ConnectAsync(cancellation);
        try
        {
            await using var batch = connection.CreateBatch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT pg_current_xact_id()::text"));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresSql.For(table).LoadLocked)
            {
                Parameters = { new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid } },
            });
            await PostgresDatabase.PrepareAsync(batch, cancellation);
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
        await using var connection = await database.ConnectAsync(cancellation);
        // A batch without BEGIN is one implicit transaction.
        await using var batch = connection.CreateBatch();
        Add(batch, changes);
        await PostgresDatabase.PrepareAsync(batch, cancellation);
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public override async Task<bool> WasCommittedAsync(string transaction, CancellationToken cancellation)
    {
        while (true)
        {
            await using var connection = await database.ConnectAsync(cancellation);
            await using var command = new NpgsqlCommand("SELECT pg_xact_status($1::xid8)", connection);
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
}

/// <summary>
/// The set-based statements of a table, written once from the EF model: one array parameter a column, whatever the
/// number of rows, so that PostgreSQL prepares each statement once.
/// </summary>
sealed class PostgresSql
{
    static readonly ConcurrentDictionary<StoreTable, PostgresSql> Cache = new();

    PostgresSql(StoreTable table)
    {
        var keys = string.Join(" AND ", table.Keys.Select(c => $"t.\"{c.Name}\" = u.\"{c.Name}\""));
        var set = string.Join(", ", table.Mutable.Select(c => $"\"{c.Name}\" = u.\"{c.Name}\""));
        UpdateColumns = [.. table.Keys, .. table.Mutable];
        // NO KEY: rows that refer to an instance may be inserted meanwhile, as keys never change.
        LoadLocked = $"SELECT {table.List} FROM {table.Name} WHERE \"{table.Keys[0].Name}\" = ANY($1) ORDER BY \"{table.Keys[0].Name}\" FOR NO KEY UPDATE";
        Insert = $"INSERT INTO {table.Name} ({StoreTable.ListOf(table.Inserted)}) SELECT * FROM unnest({Parameters(table.Inserted.Count)})";
        Update = $"UPDATE {table.Name} AS t SET {set} FROM unnest({Parameters(UpdateColumns.Count)}) AS u({StoreTable.ListOf(UpdateColumns)}) WHERE {keys}";
        Delete = $"DELETE FROM {table.Name} WHERE \"{table.Keys[0].Name}\" = ANY($1)";
    }

    public string LoadLocked { get; }

    /// <summary>Parameters: the inserted columns.</summary>
    public string Insert { get; }

    /// <summary>Parameters: <see cref="UpdateColumns"/>. Meaningless for a table that is never updated.</summary>
    public string Update { get; }

    public IReadOnlyList<StoreColumn> UpdateColumns { get; }

    public string Delete { get; }

    public static PostgresSql For(StoreTable table) => Cache.GetOrAdd(table, t => new PostgresSql(t));

    static string Parameters(int count) => string.Join(", ", Enumerable.Range(1, count).Select(n => $"${n}"));
}
