using System.Data.Common;
using Microsoft.Data.Sqlite;
using OrderSaga.SagaStore;

namespace OrderSaga.Batches;

sealed class SqliteBatchDatabase(string connectionString) : BatchDatabase
{
    readonly SqliteWriter _writer = SqliteWriter.For(connectionString);

    public override async Task<BatchSession> BeginAsync(CancellationToken cancellation)
    {
        var session = await _writer.BeginAsync(cancellation);
        using (var any = session.Command("SELECT 1"))
            AddFunctions(any.Connection!);
        return new Writing(session);
    }

    public override async Task<BatchSession> ReadAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return new Reading(connection);
    }

    static void AddFunctions(SqliteConnection connection) => connection.CreateFunction(
        "item_order_id", (string batch, string key) => BatchItems.OrderId(Guid.Parse(batch), key).ToString().ToUpperInvariant(), isDeterministic: true);

    public override string OrderId(string batch, string key) => $"item_order_id({batch}, {key})";

    public override string Among(string parameter) => $"IN (SELECT value FROM json_each({parameter}))";

    /// <summary>One writer: its lock on the file stands for the rows'.</summary>
    public override string AmongLocked(string select, string alias, bool skipLocked) => $"IN ({select})";

    public override object Ids(IReadOnlyCollection<Guid> ids) =>
        "[" + string.Join(',', ids.Select(id => $"\"{id.ToString().ToUpperInvariant()}\"")) + "]";

    public override Task AnalyseAsync(CancellationToken cancellation) => Task.CompletedTask;

    sealed class Writing(SqliteSession session) : BatchSession
    {
        public override DbCommand Command(string sql) => session.Command(sql);

        public override Task CommitAsync()
        {
            session.Commit();
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync() => session.DisposeAsync();
    }

    sealed class Reading(SqliteConnection connection) : BatchSession
    {
        public override DbCommand Command(string sql)
        {
            var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are this folder's own.
            command.CommandText = sql;
#pragma warning restore CA2100
            return command;
        }

        public override Task CommitAsync() => Task.CompletedTask;

        public override ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
