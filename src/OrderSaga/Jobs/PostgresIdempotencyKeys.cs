using System.Data.Common;
using Npgsql;

namespace OrderSaga.Jobs;

sealed class PostgresIdempotencyKeys(string connectionString) : IdempotencyKeys, IAsyncDisposable
{
    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    protected override async Task<T> WriteAsync<T>(Func<DbCommand, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        // Each statement commits by itself, so that the second one of a claim sees what the winner of the first committed.
        await using var command = connection.CreateCommand();
        return await work(command);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
