using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>GET /jobs/{id}/results</c>: the facts of a successful order, the cause of a failed one.</summary>
static class ResultsResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/jobs/{jobId}/results", [HttpMethods.Get, HttpMethods.Head], ReadAsync);

    static async Task<IResult> ReadAsync(string jobId, HttpContext http, JobReading jobs, Addresses addresses)
    {
        var order = await jobs.FindAsync(jobId, http.RequestAborted);
        return JobView.StatusOf(order) switch
        {
            OrderStatus.Successful => Answer(http.Request, OrderRequest.ResultsOf(order)),
            OrderStatus.Failed => new ErrorAnswer(JobFailure.Of(order, addresses)),
            OrderStatus.Dismissed => throw Refusals.JobGone(order.CorrelationId),
            var unfinished => throw Refusals.ResultNotReady(order.CorrelationId, unfinished),
        };
    }

    static BodyAnswer Answer(HttpRequest request, IReadOnlyList<KeyValuePair<string, object>> outputs) =>
        Negotiation.Choose(request, GatewayJson.MediaType, MultipartRelated.MediaType) == MultipartRelated.MediaType
            ? MultipartRelated.Of(outputs)
            : BodyAnswer.Json(outputs.ToDictionary(output => output.Key, output => output.Value));
}
