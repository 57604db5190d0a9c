using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;

namespace OrderSaga.Gateway.Jobs;

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
