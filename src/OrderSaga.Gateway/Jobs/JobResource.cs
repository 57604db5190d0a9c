using MassTransit.Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;
using OrderSaga.Orders;
using OrderSaga.Persistence;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>/jobs/{id}</c>: status, and dismissal.</summary>
static class JobResource
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/jobs/{jobId}", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOnlyAsync);
        routes.MapDelete("/jobs/{jobId}", DismissAsync);
    }

    static async Task<IResult> ReadAsync(string jobId, HttpContext http, JobReading jobs, JobView view) =>
        Answer(view.Of(await jobs.FindAsync(jobId, http.RequestAborted)));

    /// <summary>Cancels an unfinished order; takes a finished one from its client's sight. 410 when that was done before.</summary>
    static async Task<IResult> DismissAsync(
        string jobId, HttpContext http, JobReading jobs, StoreWait store, IMediator mediator, TimeProvider time, JobView view)
    {
        var order = await jobs.FindAsync(jobId, http.RequestAborted);
        if (JobView.StatusOf(order) == OrderStatus.Dismissed)
            throw Refusals.JobGone(order.CorrelationId);
        var cancel = new CancelOrder(order.CorrelationId, Reason: null, Remove: true, time.UtcNow());
        await store.ForAsync(token => mediator.Send(cancel, token), http.RequestAborted);
        return Answer(view.Of(await jobs.FindAsync(jobId, http.RequestAborted)));
    }

    static BodyAnswer Answer(StatusInfo job) => BodyAnswer.Json(job, job.Links);
}
