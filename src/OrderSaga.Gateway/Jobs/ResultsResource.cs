using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>GET /jobs/{id}/results</c>: the facts of a successful order, the cause of a failed one.</summary>
static class ResultsResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/jobs/{jobId}/results", [HttpMethods.Get, HttpMethods.Head], ReadAsync);

    static async Task<IResult> ReadAsync(string jobId, HttpContext http, JobReading jobs, StoreWait store)
    {
        var job = await jobs.FindAsync(jobId, http.RequestAborted);
        return job.Status switch
        {
            OrderStatus.Successful => Answer(http.Request, await store.ForAsync(job.Outputs, http.RequestAborted)),
            OrderStatus.Failed => new ErrorAnswer(job.Failure!),
            OrderStatus.Dismissed => throw Refusals.JobGone(job.Id),
            var unfinished => throw Refusals.ResultNotReady(job.Id, unfinished),
        };
    }

    static BodyAnswer Answer(HttpRequest request, IReadOnlyList<JobOutput> outputs) =>
        Negotiation.Choose(request, GatewayJson.MediaType, MultipartRelated.MediaType) == MultipartRelated.MediaType
            ? MultipartRelated.Of(outputs)
            : BodyAnswer.Json(outputs.ToDictionary(output => output.Name, output => output.Value));
}
