using System.Data;
using Npgsql;

namespace OrderSaga.SagaStore.Databases;

sealed class PostgresTransaction : StoreTransaction
{
    readonly NpgsqlConnection _connection;
    bool _committing;
    bool _ended;

    public PostgresTransaction(NpgsqlConnection connection, string id, IReadOnlyList<object> loaded)
    {
        _connection = connection;
        Id = id;
        Loaded = loaded;
    }

    public override async Task CommitAsync(ChangeSet changes, CancellationToken cancellation)
    {
        _committing = true;
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
            if (!_ended && _connection.FullState.HasFlag(ConnectionState.Open))
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", _connection);
                await rollback.ExecuteNonQueryAsync();
                // A value that Npgsql refuses before it sends leaves the statements in front of it marked as prepared,
                // though the server never saw them: the next group on this session would fail at no fault of its own.
                if (_committing)
                    _connection.UnprepareAll();
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
