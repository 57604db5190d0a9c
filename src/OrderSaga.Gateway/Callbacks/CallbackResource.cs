using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Callbacks;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Json;
using OrderSaga.Jobs;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Callbacks;

/// <summary><c>/jobs/{id}/callbacks</c>: what was sent to the job's subscriber, and the replay of an event.</summary>
static class CallbackResource
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/jobs/{jobId}/callbacks", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOnlyAsync);
        routes.MapPost("/jobs/{jobId}/callbacks/{eventId}/replay", ReplayAsync);
    }

    static async Task<IResult> ReadAsync(string jobId, HttpContext http, JobReading jobs, CallbackLog log, StoreWait store, Addresses addresses)
    {
        var id = (await jobs.FindAsync(jobId, http.RequestAborted)).Id;
        var callbacks = await store.ForAsync(token => log.OfJobAsync(id, token), http.RequestAborted);
        List<Link> links =
        [
            new(addresses.Callbacks(id), Relations.Self, GatewayJson.MediaType, "These callbacks"),
            new(addresses.Job(id), Relations.Up, GatewayJson.MediaType, "The job"),
        ];
        return BodyAnswer.Json(new JobCallbacks(id, [.. callbacks.Select(CallbackLine.Of)], links), links);
    }

    /// <summary>202 with the event, which is due at once; 404 for none of the job's, 409 for one that is pending anyway.</summary>
    static async Task<IResult> ReplayAsync(string jobId, string eventId, HttpContext http, JobReading jobs, CallbackLog log, StoreWait store)
    {
        var id = (await jobs.FindAsync(jobId, http.RequestAborted)).Id;
        var sequence = CallbackEventId.SequenceIn(eventId, id) ?? throw NoSuchEvent(eventId, id);
        var replayed = await store.ForAsync(token => log.ReplayAsync(id, sequence, token), http.RequestAborted);
        var callback = await store.ForAsync(token => log.FindAsync(id, sequence, token), http.RequestAborted) ?? throw NoSuchEvent(eventId, id);
        if (!replayed)
            throw Refusals.Status(StatusCodes.Status409Conflict, $"Callback {callback.EventId} is pending: it is sent without a replay.");
        return BodyAnswer.Json(CallbackLine.Of(callback), StatusCodes.Status202Accepted);
    }

    static RefusedException NoSuchEvent(string eventId, Guid jobId) =>
        Refusals.Status(StatusCodes.Status404NotFound, $"Job {jobId} has no callback {Excerpt.Of(eventId)}.");
}
