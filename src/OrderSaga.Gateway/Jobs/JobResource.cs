using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>/jobs/{id}</c>: status, and dismissal.</summary>
static class JobResource
{
    const string Cascade = "cascade";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/jobs/{jobId}", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);
        routes.MapDelete("/jobs/{jobId}", DismissAsync);
    }

    static async Task<IResult> ReadAsync(string jobId, HttpContext http, JobReading jobs, JobView view, JobPage page)
    {
        var job = await jobs.FindAsync(jobId, http.RequestAborted);
        var status = view.Of(job);
        return await ResourceAnswer.OfAsync(http, status, status.Links, () => page.OfAsync(job, http.RequestAborted));
    }

    static async Task<IResult> DismissAsync(string jobId, HttpContext http, JobDismissal dismissal, JobView view) =>
        Answer(view.Of(await dismissal.DismissAsync(jobId, ReadCascade(http.Request.Query), http.RequestAborted)));

    static bool ReadCascade(IQueryCollection query)
    {
        var faults = new FoundFaults();
        var words = QueryText.Words(query, Cascade, ["true", "false"], faults);
        return faults.Count > 0 ? throw Refusals.Invalid(faults) : words.Contains("true");
    }

    static BodyAnswer Answer(StatusInfo job) => BodyAnswer.Json(job, job.Links);
}
