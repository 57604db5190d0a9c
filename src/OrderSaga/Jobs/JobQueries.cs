using Microsoft.EntityFrameworkCore;
using OrderSaga.Storage;

namespace OrderSaga.Jobs;

/// <summary>What is read of every kind of job. It writes nothing.</summary>
public abstract class JobQueries<TSaga>(IDbContextFactory<OrderSagaDbContext> contexts)
    where TSaga : class, IJobSaga
{
    // Not static: a compiled query belongs to one database's model.
    readonly Func<OrderSagaDbContext, Guid, CancellationToken, Task<TSaga?>> _byId = EF.CompileAsyncQuery(
        (OrderSagaDbContext context, Guid id, CancellationToken _) => context.Set<TSaga>().AsNoTracking().FirstOrDefault(job => job.CorrelationId == id));

    /// <summary>The job, or null.</summary>
    public async Task<TSaga?> FindAsync(Guid id, CancellationToken cancellation)
    {
        await using var context = await OpenAsync(cancellation);
        return await _byId(context, id, cancellation);
    }

    /// <summary>Those of the jobs that exist, in any order.</summary>
    public async Task<IReadOnlyList<TSaga>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        await using var context = await OpenAsync(cancellation);
        return await Shown(context.Set<TSaga>().AsNoTracking().Where(job => ids.Contains(job.CorrelationId))).ToListAsync(cancellation);
    }

    /// <summary>
    /// Up to <paramref name="limit"/> jobs of the list that pass <paramref name="filter"/>, newest first with the id as
    /// tie-break, from after <paramref name="after"/> on.
    /// </summary>
    public async Task<IReadOnlyList<TSaga>> ListAsync(
        JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation)
    {
        await using var context = await OpenAsync(cancellation);
        return await PageAsync(Listed(context.Set<TSaga>().AsNoTracking()), filter, now, limit, after, cancellation);
    }

    /// <summary>The job's history, oldest first.</summary>
    public async Task<IReadOnlyList<JobHistoryEntry>> HistoryAsync(Guid id, CancellationToken cancellation)
    {
        await using var context = await OpenAsync(cancellation);
        return await context.Set<JobHistoryEntry>().AsNoTracking().Where(entry => entry.JobId == id).OrderBy(entry => entry.Entry).ToListAsync(cancellation);
    }

    private protected Task<OrderSagaDbContext> OpenAsync(CancellationToken cancellation) => contexts.CreateDbContextAsync(cancellation);

    /// <summary>Those of the sagas that the job list has.</summary>
    private protected virtual IQueryable<TSaga> Listed(IQueryable<TSaga> jobs) => jobs;

    /// <summary>What is read of jobs that come in numbers.</summary>
    private protected virtual IQueryable<TSaga> Shown(IQueryable<TSaga> jobs) => ListColumns<TSaga>.Of(jobs);

    private protected virtual Task<List<TSaga>> PageAsync(
        IQueryable<TSaga> jobs, JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation) =>
        Shown(jobs.OfDuration(filter, now).Page(filter, limit, after)).ToListAsync(cancellation);
}
