using OrderSaga.Gateway.Errors;
using OrderSaga.Orders;
using OrderSaga.Persistence;

namespace OrderSaga.Gateway.Jobs;

/// <summary>Reads the order behind a job.</summary>
sealed class JobReading(OrderQueries queries, StoreWait store)
{
    /// <exception cref="RefusedException">404: there is no such job.</exception>
    public async Task<Order> FindAsync(string jobId, CancellationToken aborted)
    {
        var id = JobId.Read(jobId);
        return await store.ForAsync(token => queries.FindAsync(id, token), aborted) ?? throw Refusals.NoSuchJob(jobId);
    }
}
