using Microsoft.EntityFrameworkCore;
using OrderSaga.Storage;

namespace OrderSaga.Jobs;

/// <summary>
/// One id is one job, of whatever kind, since all write into one history: whoever wrote its first line has the id. The
/// database sees to it that nobody else does; here is told why it refused.
/// </summary>
sealed class JobIds(IDbContextFactory<OrderSagaDbContext> contexts)
{
    /// <summary>Places a job, unless another kind of job has its id.</summary>
    /// <typeparam name="TSaga">The kind that the id is wanted for.</typeparam>
    /// <param name="id">The job's id, which its client chose.</param>
    /// <param name="place">Stores the job; fails where the id is taken.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False when the id is another job's, and nothing was stored.</returns>
    public async Task<bool> TryPlaceAsync<TSaga>(Guid id, Func<Task> place, CancellationToken cancellation)
        where TSaga : class, IJobSaga
    {
        try
        {
            await place();
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (!await IsOfAnotherKindAsync<TSaga>(id, cancellation))
                throw;
            return false;
        }
    }

    /// <summary>Whether the id is that of a job which is no <typeparamref name="TSaga"/>. A dismissal that waits has no lines, so it has no id to itself.</summary>
    public async Task<bool> IsOfAnotherKindAsync<TSaga>(Guid id, CancellationToken cancellation)
        where TSaga : class, IJobSaga
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        return await context.Set<JobHistoryEntry>().AnyAsync(line => line.JobId == id, cancellation)
            && !await context.Set<TSaga>().AnyAsync(job => job.CorrelationId == id, cancellation);
    }
}
