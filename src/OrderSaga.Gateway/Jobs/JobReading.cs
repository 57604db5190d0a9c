using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Jobs;

/// <summary>Reads jobs of every kind.</summary>
sealed class JobReading(IEnumerable<IJobKind> kinds, StoreWait store, TimeProvider time)
{
    public IReadOnlyList<IJobKind> Kinds { get; } = [.. kinds];

    /// <exception cref="RefusedException">404: there is no such job; a name that is no UUID is none's.</exception>
    public async Task<Job> FindAsync(string jobId, CancellationToken aborted) =>
        Guid.TryParseExact(jobId, "D", out var id) && await FindAsync(id, aborted) is { } job ? job : throw Refusals.NoSuchJob(jobId);

    /// <summary>The job, or null.</summary>
    public Task<Job?> FindAsync(Guid id, CancellationToken aborted) => store.ForAsync(
        async token =>
        {
            foreach (var kind in Kinds)
            {
                if (await kind.FindAsync(id, token) is { } job)
                    return job;
            }
            return null;
        },
        aborted);

    /// <summary>The pages of all kinds that the query wants, in one: one job more than its limit where there are more.</summary>
    public async Task<IReadOnlyList<Job>> ListAsync(JobListQuery query, CancellationToken aborted)
    {
        var now = time.UtcNow();
        var pages = await Task.WhenAll(Kinds
            .Where(kind => query.Wants(kind.Process.Id))
            .Select(kind => store.ForAsync(token => kind.ListAsync(query.Filter, now, query.Limit + 1, query.After, token), aborted)));
        return [.. pages.SelectMany(page => page).OrderByDescending(job => job.Created).ThenByDescending(job => job.Id).Take(query.Limit + 1)];
    }
}
