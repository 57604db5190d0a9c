using Microsoft.Extensions.Options;
using OrderSaga.Catalogue;
using OrderSaga.SagaStore;

namespace OrderSaga.Gateway.Http;

/// <summary>The database did not answer in time, or not at all.</summary>
sealed class StoreAwayException(Exception cause) : Exception(cause.Message, cause);

/// <summary>Bounds every wait for the database, so that a client of a store that is away gets an answer.</summary>
sealed class StoreWait(IOptions<GatewayOptions> options)
{
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

    // A catalogue that is away has a network fault inside, too.
    static bool IsAway(Exception exception) => exception is not CatalogueFailedException && DatabaseFaults.IsAway(exception);
}
