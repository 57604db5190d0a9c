using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>/jobs/{id}</c>: status, and dismissal.</summary>
static class JobResource
{
    const string Cascade = "cascade";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/jobs/{jobId}", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOnlyAsync);
        routes.MapDelete("/jobs/{jobId}", DismissAsync);
    }

    static async Task<IResult> ReadAsync(string jobId, HttpContext http, JobReading jobs, JobView view) =>
        Answer(view.Of(await jobs.FindAsync(jobId, http.RequestAborted)));

    /// <summary>Cancels an unfinished job; takes a finished one from its client's sight. 410 when that was done before.</summary>
    static async Task<IResult> DismissAsync(string jobId, HttpContext http, JobReading jobs, StoreWait store, TimeProvider time, JobView view)
    {
        var cascade = ReadCascade(http.Request.Query);
        var job = await jobs.FindAsync(jobId, http.RequestAborted);
        if (job.Status == OrderStatus.Dismissed)
            throw Refusals.JobGone(job.Id);
        var dismissal = new Dismissal(time.UtcNow(), cascade);
        await store.ForAsync(token => job.Kind.DismissAsync(job, dismissal, token), http.RequestAborted);
        return Answer(view.Of(await jobs.FindAsync(jobId, http.RequestAborted)));
    }

    static bool ReadCascade(IQueryCollection query)
    {
        var faults = new List<FieldFault>();
        var words = QueryText.Words(query, Cascade, ["true", "false"], faults);
        return faults.Count > 0 ? throw Refusals.Invalid(faults) : words.Contains("true");
    }

    static BodyAnswer Answer(StatusInfo job) => BodyAnswer.Json(job, job.Links);
}
