namespace OrderSaga.Jobs;

/// <summary>Which jobs a list shows, whatever saga is behind them; an absent member lets all through.</summary>
public sealed record JobFilter
{
    /// <summary>OGC statuses as clients see them: a removed job is dismissed.</summary>
    public IReadOnlyCollection<string>? Statuses { get; init; }

    /// <summary>Earliest creation, UTC, included.</summary>
    public DateTime? CreatedFrom { get; init; }

    /// <summary>Latest creation, UTC, included.</summary>
    public DateTime? CreatedTo { get; init; }

    /// <summary>Shortest time from start to end, or to now while it runs; jobs that never started are left out.</summary>
    public TimeSpan? MinDuration { get; init; }

    /// <summary>Longest such time.</summary>
    public TimeSpan? MaxDuration { get; init; }
}

/// <summary>The job list's page of one kind of saga: newest first, the id as tie-break.</summary>
static class JobPages
{
    /// <summary>Up to <paramref name="limit"/> jobs that pass the filter, but for durations, from after <paramref name="after"/> on.</summary>
    public static IQueryable<T> Page<T>(this IQueryable<T> jobs, JobFilter filter, int limit, (DateTime Created, Guid Id)? after)
        where T : class, IJobSaga
    {
        jobs = jobs.After(after).OfCreation(filter);
        // Each status has its own stretch of the index, read from its newest end: a status that is rare costs no search among the others.
        return filter.Statuses is not { } statuses
            ? jobs.Newest(limit)
            : statuses.Distinct()
                .SelectMany(status => jobs.OfStatus(status))
                .Select(stretch => stretch.Newest(limit))
                .Aggregate((one, other) => one.Concat(other))
                .Newest(limit);
    }

    public static IQueryable<T> Newest<T>(this IQueryable<T> jobs, int limit)
        where T : class, IJobSaga =>
        jobs.OrderByDescending(job => job.Created).ThenByDescending(job => job.CorrelationId).Take(limit);

    public static IQueryable<T> After<T>(this IQueryable<T> jobs, (DateTime Created, Guid Id)? after)
        where T : class, IJobSaga
    {
        if (after is not var (created, id))
            return jobs;
        // The first condition alone is one the index can start at.
        return jobs.Where(job => job.Created <= created && (job.Created < created || job.CorrelationId.CompareTo(id) < 0));
    }

    public static IQueryable<T> OfCreation<T>(this IQueryable<T> jobs, JobFilter filter)
        where T : class, IJobSaga
    {
        if (filter.CreatedFrom is { } from)
            jobs = jobs.Where(job => job.Created >= from);
        if (filter.CreatedTo is { } to)
            jobs = jobs.Where(job => job.Created <= to);
        return jobs;
    }

    /// <summary>From start to end, or to now; a job that never started has no duration (OGC 18-062r2, job list).</summary>
    public static IQueryable<T> OfDuration<T>(this IQueryable<T> jobs, JobFilter filter, DateTime now)
        where T : class, IJobSaga
    {
        if (filter.MinDuration is { TotalSeconds: var least })
        {
            var latestStart = now.AddSeconds(-least);
            jobs = jobs.Where(job => job.Finished == null ? job.Started <= latestStart : job.Finished >= job.Started!.Value.AddSeconds(least));
        }
        if (filter.MaxDuration is { TotalSeconds: var most })
        {
            var earliestStart = now.AddSeconds(-most);
            jobs = jobs.Where(job => job.Finished == null ? job.Started >= earliestStart : job.Finished <= job.Started!.Value.AddSeconds(most));
        }
        return jobs;
    }

    /// <summary>Jobs that clients see in the status; a dismissed one may have been, or have ended and been removed.</summary>
    public static IEnumerable<IQueryable<T>> OfStatus<T>(this IQueryable<T> jobs, string status)
        where T : class, IJobSaga
    {
        var state = JobStatus.ToState(status);
        yield return jobs.Where(job => job.RemovedAt == null && job.State == state);
        if (status == JobStatus.Dismissed)
            yield return jobs.Where(job => job.RemovedAt != null);
    }
}
