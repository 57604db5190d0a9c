using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Jobs;

/// <summary>One kind of saga seen as jobs. All kinds share <c>/jobs</c> and what is below it; a job is looked for in the order of their registration.</summary>
interface IJobKind
{
    /// <summary>The process that makes these jobs.</summary>
    ProcessDescription Process { get; }

    /// <summary>The job, or null.</summary>
    Task<Job?> FindAsync(Guid id, CancellationToken cancellation);

    /// <summary>Those of the jobs that are of this kind, in any order.</summary>
    Task<IReadOnlyList<Job>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation);

    /// <summary>
    /// Up to <paramref name="limit"/> jobs that pass the filter, newest first with the id as tie-break (both descending),
    /// from after <paramref name="after"/> on.
    /// </summary>
    Task<IReadOnlyList<Job>> ListAsync(JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation);

    /// <summary>Cancels an unfinished job; takes a finished one from its client's sight. When it returns, the job is dismissed in the database.</summary>
    Task DismissAsync(Job job, Dismissal dismissal, CancellationToken cancellation);

    /// <summary>What happened to the job, oldest first.</summary>
    Task<IReadOnlyList<HistoryLine>> HistoryAsync(Job job, CancellationToken cancellation);

    /// <summary>The page on which a job is followed best; null for its own.</summary>
    string? PageOf(Guid jobId);

    /// <summary>What people can do with a job besides dismissing it.</summary>
    IEnumerable<JobAction> ActionsOf(Job job);

    /// <summary>The pages above the job's, outermost first; none for the job list.</summary>
    IReadOnlyList<Link> PagesAbove(Job job);
}

/// <summary>How a job is dismissed.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Cascade">Jobs that the job started are dismissed too (query <c>cascade=true</c>).</param>
sealed record Dismissal(DateTime At, bool Cascade);

/// <summary>A button of a job's page.</summary>
/// <param name="Path">Where it leads.</param>
/// <param name="IsMain">It stands out.</param>
sealed record JobAction(string Text, string Path, bool IsMain = false);

/// <summary>What the sagas of every kind of job have in common; register one by <c>AddJobKind</c>.</summary>
abstract class JobKind<TSaga>(JobQueries<TSaga> queries) : IJobKind
    where TSaga : class, IJobSaga
{
    public abstract ProcessDescription Process { get; }

    /// <param name="saga">One that is a job. It may be as it was at an event long ago.</param>
    /// <returns>Quickly: it is called in the commit loop.</returns>
    public abstract Job Of(TSaga saga);

    public abstract Task DismissAsync(Job job, Dismissal dismissal, CancellationToken cancellation);

    public virtual string? PageOf(Guid jobId) => null;

    public virtual IEnumerable<JobAction> ActionsOf(Job job) => [];

    public virtual IReadOnlyList<Link> PagesAbove(Job job) => [];

    public virtual async Task<IReadOnlyList<HistoryLine>> HistoryAsync(Job job, CancellationToken cancellation) =>
        [.. (await queries.HistoryAsync(job.Id, cancellation)).Select(HistoryLine.Of)];

    public async Task<Job?> FindAsync(Guid id, CancellationToken cancellation) =>
        await queries.FindAsync(id, cancellation) is { Created: not null } saga ? Of(saga) : null;

    public async Task<IReadOnlyList<Job>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation) =>
        [.. (await queries.FindAsync(ids, cancellation)).Where(saga => saga.Created is not null).Select(Of)];

    public async Task<IReadOnlyList<Job>> ListAsync(
        JobFilter filter, DateTime now, int limit, (DateTime Created, Guid Id)? after, CancellationToken cancellation) =>
        [.. (await queries.ListAsync(filter, now, limit, after, cancellation)).Select(Of)];

    /// <summary>What every job tells of its saga; the version is the time of its last change.</summary>
    /// <param name="saga">One that is a job.</param>
    /// <param name="outputs">Reads what it has given.</param>
    protected Job JobOf(TSaga saga, Func<CancellationToken, Task<IReadOnlyList<JobOutput>>> outputs)
    {
        var isRemoved = saga.RemovedAt is not null;
        return new Job
        {
            Id = saga.CorrelationId,
            Kind = this,
            Status = isRemoved ? JobStatus.Dismissed : saga.Status,
            Message = isRemoved ? $"Removed on request; it had ended {saga.Status}." : (saga as IRecordedJob)?.Message,
            Created = saga.Created!.Value,
            Started = saga.Started,
            Finished = saga.Finished,
            Updated = saga.Updated,
            Owner = saga.Owner,
            Version = saga.Updated.Ticks,
            HasSubscriber = saga.Subscriber is not null,
            Outputs = outputs,
        };
    }
}
