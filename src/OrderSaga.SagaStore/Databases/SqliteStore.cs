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
