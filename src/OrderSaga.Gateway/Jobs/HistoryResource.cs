using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>GET /jobs/{id}/history</c>: what happened to the job, oldest first. A dismissed job keeps its history.</summary>
static class HistoryResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/jobs/{jobId}/history", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static async Task<IResult> ReadAsync(string jobId, HttpContext http, JobReading jobs, StoreWait store, HistoryPage page, Addresses addresses)
    {
        var job = await jobs.FindAsync(jobId, http.RequestAborted);
        var lines = await store.ForAsync(token => job.Kind.HistoryAsync(job, token), http.RequestAborted);
        List<Link> links =
        [
            new(addresses.History(job.Id), Relations.Self, GatewayJson.MediaType, "This history"),
            Alternate.AsPage(addresses.History(job.Id)),
            new(addresses.Job(job.Id), Relations.Up, GatewayJson.MediaType, "The job"),
        ];
        return ResourceAnswer.Of(http, new JobHistory(job.Id, lines, links), links, () => page.Of(job, lines));
    }
}
