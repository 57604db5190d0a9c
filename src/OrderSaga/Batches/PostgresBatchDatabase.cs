using System.Data.Common;
using Npgsql;

namespace OrderSaga.Batches;

sealed class PostgresBatchDatabase(string connectionString) : BatchDatabase, IAsyncDisposable
{
    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true });

    public override async Task<BatchSession> BeginAsync(CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation);
        try
        {
            return new Session(connection, await connection.BeginTransactionAsync(cancellation));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<BatchSession> ReadAsync(CancellationToken cancellation) =>
        new Session(await _source.OpenConnectionAsync(cancellation), null);

    public override string OrderId(string batch, string key) =>
        $"CAST(overlay(overlay(left(encode(sha256(convert_to({BatchItems.Text(batch)} || ':' || {key}, 'UTF8')), 'hex'), 32) "
        + "placing '8' from 13) placing '8' from 17) AS uuid)";

    public override string Among(string parameter) => $"= ANY({parameter})";

    // An array: the planner then runs the select once, and locks no row twice.
    public override string AmongLocked(string select, string alias, bool skipLocked) =>
        $"= ANY(ARRAY({select} FOR UPDATE OF {alias}{(skipLocked ? " SKIP LOCKED" : "")}))";

    public override object Ids(IReadOnlyCollection<Guid> ids) => ids.ToArray();

    public override async Task AnalyseAsync(CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand("ANALYZE orders, order_history");
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    sealed class Session(NpgsqlConnection connection, NpgsqlTransaction? transaction) : BatchSession
    {
        public override DbCommand Command(string sql) => new NpgsqlCommand(sql, connection, transaction);

        public override async Task CommitAsync()
        {
            if (transaction is not null)
                await transaction.CommitAsync(CancellationToken.None);
        }

        public override async ValueTask DisposeAsync()
        {
            if (transaction is not null)
                await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
