using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Events;

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
