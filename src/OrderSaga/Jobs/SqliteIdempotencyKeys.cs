using System.Data.Common;
using OrderSaga.SagaStore;

namespace OrderSaga.Jobs;

sealed class SqliteIdempotencyKeys(string connectionString) : IdempotencyKeys
{
    readonly SqliteWriter _writer = SqliteWriter.For(connectionString);

    // A file that somebody else holds is waited for without a token: that must not be the caller's own turn.
    protected override Task<T> WriteAsync<T>(Func<DbCommand, Task<T>> work, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            await using var session = await _writer.BeginAsync(cancellation);
            using var command = session.Command("");
            var result = await work(command);
            session.Commit();
            return result;
        },
        cancellation);
}
