using System.Data;
using Npgsql;
using OrderSaga.SagaStore.Sql;

namespace OrderSaga.SagaStore.Databases;

sealed class PostgresTransaction : StoreTransaction
{
    readonly NpgsqlConnection _connection;
    bool _ended;

    public PostgresTransaction(NpgsqlConnection connection, string id, IReadOnlyList<object> loaded)
    {
        _connection = connection;
        Id = id;
        Loaded = loaded;
    }

    public override async Task CommitAsync(ChangeSet changes, CancellationToken cancellation)
    {
        await using var batch = _connection.CreateBatch();
        PostgresStore.Add(batch, changes);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await PostgresDatabase.PrepareAsync(batch, cancellation);
        await batch.ExecuteNonQueryAsync(cancellation);
        _ended = true;
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (!_ended && _connection.FullState.HasFlag(ConnectionState.Open))
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", _connection);
                await rollback.ExecuteNonQueryAsync();
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or InvalidOperationException)
        {
            // The session is gone, and its transaction with it.
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }
}
