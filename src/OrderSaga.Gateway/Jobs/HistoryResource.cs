using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;
using OrderSaga.Persistence;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>GET /jobs/{id}/history</c>: what happened to the order, oldest first. A dismissed job keeps its history.</summary>
static class HistoryResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/jobs/{jobId}/history", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOnlyAsync);

    static async Task<IResult> ReadAsync(string jobId, HttpContext http, JobReading jobs, OrderQueries queries, StoreWait store, Addresses addresses)
    {
        var id = (await jobs.FindAsync(jobId, http.RequestAborted)).CorrelationId;
        var entries = await store.ForAsync(token => queries.HistoryAsync(id, token), http.RequestAborted);
        List<Link> links =
        [
            new(addresses.History(id), Relations.Self, GatewayJson.MediaType, "This history"),
            new(addresses.Job(id), Relations.Up, GatewayJson.MediaType, "The job"),
        ];
        return BodyAnswer.Json(new JobHistory(id, [.. entries.Select(HistoryLine.Of)], links), links);
    }
}
