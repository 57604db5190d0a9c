using OrderSaga.SagaStore.Sql;
using OrderSaga.SagaStore.Tables;

namespace OrderSaga.SagaStore.Databases;

/// <summary>SQLite: row by row, as a statement costs microseconds inside the process; the one writer's turn stands for row locks.</summary>
sealed class SqliteStore(Database database) : StoreDatabase(database)
{
    public override async Task<StoreTransaction> BeginAsync(StoreTable table, IReadOnlyList<Guid> ids, CancellationToken cancellation)
    {
        var session = await Database.BeginAsync(cancellation);
        try
        {
            var rows = await session.ListAsync(
                $"SELECT {table.List} FROM {table.Name} WHERE \"{table.Key.Name}\" {Database.Dialect.Among("@ids")}",
                table.ReadRow, cancellation, ("@ids", Database.Dialect.Ids([.. ids])));
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
        await using var session = await Database.BeginAsync(cancellation);
        SqliteStatements.Write(session, changes);
        await session.CommitAsync();
    }

    /// <summary>Never asked: the file's commit has no connection to lose.</summary>
    public override Task<bool> WasCommittedAsync(string transaction, CancellationToken cancellation) => Task.FromResult(false);
}

sealed class SqliteTransactionScope : StoreTransaction
{
    readonly Session _session;

    public SqliteTransactionScope(Session session, IReadOnlyList<object> loaded)
    {
        _session = session;
        Loaded = loaded;
    }

    public override Task CommitAsync(ChangeSet changes, CancellationToken cancellation)
    {
        SqliteStatements.Write(_session, changes);
        return _session.CommitAsync();
    }

    public override ValueTask DisposeAsync() => _session.DisposeAsync();
}

/// <summary>Row-by-row statements, prepared once a transaction: inside the process a statement costs microseconds, so sets gain nothing.</summary>
static class SqliteStatements
{
    public static void Write(Session session, ChangeSet changes)
    {
        foreach (var (table, rows) in changes.Deletes)
            Run(session, $"DELETE FROM {table.Name} WHERE \"{table.Key.Name}\" = $p0", [table.Key], rows);
        foreach (var (table, rows) in changes.Inserts)
        {
            var values = string.Join(", ", table.Inserted.Select((_, i) => $"$p{i}"));
            Run(session, $"INSERT INTO {table.Name} ({StoreTable.ListOf(table.Inserted)}) VALUES ({values})", table.Inserted, rows);
        }
        foreach (var (table, rows) in changes.Updates)
        {
            var set = string.Join(", ", table.Mutable.Select((c, i) => $"\"{c.Name}\" = $p{i}"));
            var where = string.Join(" AND ", table.Keys.Select((c, i) => $"\"{c.Name}\" = $p{table.Mutable.Count + i}"));
            Run(session, $"UPDATE {table.Name} SET {set} WHERE {where}", [.. table.Mutable, .. table.Keys], rows);
        }
    }

    static void Run(Session session, string sql, IReadOnlyList<StoreColumn> columns, List<object> rows)
    {
        using var command = session.Command(sql);
        var parameters = columns.Select((_, i) =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"$p{i}";
            command.Parameters.Add(parameter);
            return parameter;
        }).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < columns.Count; i++)
                parameters[i].Value = columns[i].Get(row) ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }
}
