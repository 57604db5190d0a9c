using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using OrderSaga.Catalogue;

namespace OrderSaga.Gateway.Http;

/// <summary>The database did not answer in time, or not at all.</summary>
sealed class StoreAwayException(Exception cause) : Exception(cause.Message, cause);

/// <summary>Bounds every wait for the database, so that a client of a store that is away gets an answer.</summary>
sealed class StoreWait(IOptions<GatewayOptions> options)
{
    // SQLite: busy, locked, disk error, can't open.
    static readonly int[] _passing = [5, 6, 10, 14];

    /// <exception cref="StoreAwayException">The wait is over, or the database can't be reached. Work that the store had begun may still be done.</exception>
    public async Task<T> ForAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken aborted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        limit.CancelAfter(options.Value.StoreWait);
        try
        {
            // A message in a running group does not hear the token: it is left behind.
            return await work(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception) when (!aborted.IsCancellationRequested && IsAway(exception))
        {
            throw new StoreAwayException(exception);
        }
    }

    public Task ForAsync(Func<CancellationToken, Task> work, CancellationToken aborted) =>
        ForAsync(
            async token =>
            {
                await work(token);
                return true;
            },
            aborted);

    static bool IsAway(Exception? exception) => exception switch
    {
        null => false,
        // A catalogue that is away has a network fault inside, too.
        CatalogueFailedException => false,
        OperationCanceledException or TimeoutException or SocketException => true,
        SqliteException sqlite => _passing.Contains(sqlite.SqliteErrorCode),
        DbException { IsTransient: true } => true,
        _ => IsAway(exception.InnerException),
    };
}
