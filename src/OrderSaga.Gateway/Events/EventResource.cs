using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;

namespace OrderSaga.Gateway.Events;

/// <summary>
/// <c>GET /jobs/{id}/events</c>: the job's statusInfo now and after each change, as server-sent events, until it has ended.
/// Beyond the standard: it spares clients their polling.
/// </summary>
static class EventResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/jobs/{jobId}/events", [HttpMethods.Get, HttpMethods.Head], ReadAsync);

    static async Task<IResult> ReadAsync(string jobId, HttpContext http, JobReading jobs, EventStreams streams)
    {
        if (Acceptance.Of(http.Request).Choose(EventStreams.MediaType) is null)
            throw Refusals.Status(StatusCodes.Status406NotAcceptable, $"This resource comes as {EventStreams.MediaType}, which Accept '{http.Request.Headers.Accept}' leaves out.");
        var job = await jobs.FindAsync(jobId, http.RequestAborted);
        var known = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;
        // 204 keeps a browser from coming back once it has heard of the end.
        return job.HasEnded && known == job.Version ? Results.NoContent() : streams.Answer(job, known);
    }
}
