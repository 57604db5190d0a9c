using System.Threading.Channels;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Events;

/// <summary>Hears of one job's changes until it is disposed. A slow reader misses changes that others have overtaken, never the last one.</summary>
sealed class JobListener : IDisposable
{
    const int MostWaiting = 16;

    readonly Channel<Job> _changes = Channel.CreateBounded<Job>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    readonly Action<JobListener> _leave;
    readonly Lock _turn = new();
    long _version;

    /// <param name="job">As its reader knows it already.</param>
    /// <param name="leave">Takes the listener out again.</param>
    public JobListener(Job job, Action<JobListener> leave)
    {
        Id = job.Id;
        Kind = job.Kind;
        _version = job.Version;
        _leave = leave;
    }

    public Guid Id { get; }

    public IJobKind Kind { get; }

    /// <summary>Takes the job's state, unless it is one that was heard of before, or an older one.</summary>
    public void Offer(Job job)
    {
        lock (_turn)
        {
            if (job.Version <= _version)
                return;
            _version = job.Version;
            _changes.Writer.TryWrite(job);
        }
    }

    /// <summary>The next change, or null when there is none within <paramref name="longest"/>.</summary>
    public async Task<Job?> NextAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(longest);
        try
        {
            return await _changes.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _leave(this);
}

/// <summary>Waits for the end of jobs.</summary>
sealed class JobEnding(JobReading jobs, JobWatch watch)
{
    static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    /// <returns>The job, successful, failed or dismissed.</returns>
    /// <exception cref="RefusedException">404: there is no such job.</exception>
    public async Task<Job> WaitAsync(Guid jobId, CancellationToken aborted)
    {
        var job = await jobs.FindAsync(jobId, aborted) ?? throw Refusals.NoSuchJob(jobId.ToString());
        using var listener = watch.Listen(job);
        while (!job.HasEnded)
            job = await listener.NextAsync(LongestSilence, aborted) ?? job;
        return job;
    }
}
