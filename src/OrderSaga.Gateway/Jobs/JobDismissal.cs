using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Jobs;

/// <summary>Dismisses jobs of every kind.</summary>
sealed class JobDismissal(JobReading jobs, StoreWait store, TimeProvider time)
{
    /// <summary>Cancels an unfinished job; takes a finished one from its client's sight.</summary>
    /// <returns>The job as it is then.</returns>
    /// <exception cref="RefusedException">404: there is no such job. 410: it was dismissed before.</exception>
    public async Task<Job> DismissAsync(string jobId, bool cascade, CancellationToken aborted)
    {
        var job = await jobs.FindAsync(jobId, aborted);
        if (job.Status == JobStatus.Dismissed && !(cascade && job.SparedOthers))
            throw Refusals.JobGone(job.Id);
        var dismissal = new Dismissal(time.UtcNow(), cascade);
        await store.ForAsync(token => job.Kind.DismissAsync(job, dismissal, token), aborted);
        return await jobs.FindAsync(jobId, aborted);
    }
}

/// <summary><c>POST /jobs/{id}/dismissal</c>: what DELETE is for programs, as a form can send nothing but GET and POST.</summary>
static class DismissalForm
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/jobs/{jobId}/dismissal", DismissAsync).AddEndpointFilter(PostedForm.OwnOnlyAsync);

    static async Task<IResult> DismissAsync(string jobId, HttpContext http, JobDismissal dismissal, Site site)
    {
        var job = await dismissal.DismissAsync(jobId, cascade: false, http.RequestAborted);
        return PostedForm.LeadTo(http, site.Job(job.Id));
    }
}
