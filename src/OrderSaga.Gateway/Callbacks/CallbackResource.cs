using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Callbacks;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
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
            new(addresses.Callbacks(id), Relations.Self, MediaType.Json, "These callbacks"),
            new(addresses.Job(id), Relations.Up, MediaType.Json, "The job"),
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

/// <summary>The delivery log of a job: beyond the standard.</summary>
sealed record JobCallbacks([property: JsonPropertyName("jobID")] Guid JobId, IReadOnlyList<CallbackLine> Callbacks, IReadOnlyList<Link> Links);

/// <summary>One event and what became of it.</summary>
sealed record CallbackLine : ISnakeCase
{
    /// <summary>The webhook-id that its receiver knows.</summary>
    public required string Id { get; init; }

    /// <summary>in-progress, success, failed or dismissed.</summary>
    public required string Kind { get; init; }

    /// <summary>Without its query, which may hold a secret.</summary>
    public required string Url { get; init; }

    /// <summary>When the job changed.</summary>
    public required DateTime At { get; init; }

    /// <summary>pending, delivered or failed.</summary>
    public required string State { get; init; }

    public required int Attempts { get; init; }

    public DateTime? LastAttempt { get; init; }

    /// <summary>HTTP status of the last answer.</summary>
    public int? LastStatus { get; init; }

    /// <summary>Its first bytes.</summary>
    public string? LastAnswer { get; init; }

    public string? LastFault { get; init; }

    public DateTime? NextAttempt { get; init; }

    public static CallbackLine Of(Callback callback) => new()
    {
        Id = callback.EventId,
        Kind = callback.Kind,
        Url = CallbackUri.Shown(callback.Uri),
        At = callback.At,
        State = callback.State,
        Attempts = callback.Attempts,
        LastAttempt = callback.LastAttempt,
        LastStatus = callback.LastStatus,
        LastAnswer = callback.LastAnswer,
        LastFault = callback.LastFault,
        NextAttempt = callback.NextAttempt,
    };
}
