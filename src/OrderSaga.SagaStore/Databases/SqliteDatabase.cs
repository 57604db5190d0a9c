using Microsoft.Data.Sqlite;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>
/// SQLite: one writer. Every transaction begins IMMEDIATE, so the file lock stands for the row locks; inside the process
/// writers queue at <see cref="SqliteWriter"/>, as waiting at the file costs 150 ms a try.
/// </summary>
sealed class SqliteDatabase(string connectionString) : StoreDatabase
{
    const int Busy = 5;
    const int Locked = 6;
    const int IoError = 10;
    const int Full = 13;
    const int CannotOpen = 14;
    const int PrimaryKeyConstraint = 1555;
    const int UniqueConstraint = 2067;

    readonly SqliteWriter _writer = SqliteWriter.For(connectionString);

    public override async Task<StoreTransaction> BeginAsync(StoreTable table, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var session = await _writer.BeginAsync(cancellation);
        try
        {
            using var command = session.Command(
                $"SELECT {SqliteStatements.List(table.Columns)} FROM {table.Name} WHERE \"{table.Key.Name}\" IN (SELECT value FROM json_each($ids))");
            command.Parameters.AddWithValue("$ids", "[" + string.Join(',', ids.Select(id => $"\"{id.ToString().ToUpperInvariant()}\"")) + "]");
            var rows = new List<object>(ids.Count);
            using (var reader = command.ExecuteReader())
            {
                while (reader.Read())
                    rows.Add(table.ReadRow(reader));
            }
            return new SqliteTransactionScope(session, rows);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public override async Task WriteAsync(ChangeSet changes, CancellationToken cancellation)
    {
        if (changes.IsEmpty)
            return;
        await using var session = await _writer.BeginAsync(cancellation);
        SqliteStatements.Write(session, changes);
        session.Commit();
    }

    public override async Task<IReadOnlyList<object>> LeaseAsync(
        StoreTable outbox, DateTime now, DateTime until, int limit, CancellationToken cancellation)
    {
        await using var session = await _writer.BeginAsync(cancellation);
        using var command = session.Command(
            $"UPDATE {outbox.Name} SET lease_until = $until WHERE id IN (SELECT id FROM {outbox.Name} WHERE lease_until <= $now "
            + $"ORDER BY lease_until, id LIMIT $limit) RETURNING {SqliteStatements.List(outbox.Columns)}");
        command.Parameters.AddWithValue("$now", now);
        command.Parameters.AddWithValue("$until", until);
        command.Parameters.AddWithValue("$limit", limit);
        var rows = new List<object>();
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
                rows.Add(outbox.ReadRow(reader));
        }
        session.Commit();
        return rows;
    }

    public override async Task<IReadOnlyList<DueInstance>> DueAsync(
        StoreTable table, DateTime now, DueInstance last, int limit, CancellationToken cancellation)
    {
        var (id, deadline) = (table.Key.Name, table.Column(nameof(IDurableSaga.Deadline)).Name);
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT \"{id}\", \"{deadline}\" FROM {table.Name} WHERE \"{deadline}\" <= $now AND (\"{deadline}\", \"{id}\") > ($last, $id) "
            + $"ORDER BY \"{deadline}\", \"{id}\" LIMIT $limit";
        command.Parameters.AddWithValue("$now", now);
        command.Parameters.AddWithValue("$last", last.Deadline);
        command.Parameters.AddWithValue("$id", last.Id);
        command.Parameters.AddWithValue("$limit", limit);
        var due = new List<DueInstance>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            due.Add(new DueInstance(reader.GetGuid(0), DateTime.SpecifyKind(reader.GetDateTime(1), DateTimeKind.Utc)));
        return due;
    }

    /// <summary>Never asked: the file's commit has no connection to lose.</summary>
    public override Task<bool> WasCommittedAsync(string transaction, CancellationToken cancellation) => Task.FromResult(false);

    public override bool IsTransient(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: Busy or Locked or IoError or Full or CannotOpen }
        || (exception.InnerException is { } inner && IsTransient(inner));

    public override bool IsLostInsertRace(Exception exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: PrimaryKeyConstraint or UniqueConstraint };
}

sealed class SqliteTransactionScope : StoreTransaction
{
    readonly SqliteSession _session;

    public SqliteTransactionScope(SqliteSession session, IReadOnlyList<object> loaded)
    {
        _session = session;
        Loaded = loaded;
    }

    public override Task CommitAsync(ChangeSet changes, CancellationToken cancellation)
    {
        SqliteStatements.Write(_session, changes);
        _session.Commit();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => _session.DisposeAsync();
}
