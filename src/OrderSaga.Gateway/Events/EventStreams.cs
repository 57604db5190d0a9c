using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;

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
        if (Acceptance.Of(http.Request).Choose(MediaType.Events) is null)
            throw Refusals.Status(StatusCodes.Status406NotAcceptable, $"This resource comes as {MediaType.Events}, which Accept '{http.Request.Headers.Accept}' leaves out.");
        var job = await jobs.FindAsync(jobId, http.RequestAborted);
        var known = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;
        // 204 keeps a browser from coming back once it has heard of the end.
        return job.HasEnded && known == job.Version ? Results.NoContent() : streams.Answer(job, known);
    }
}

/// <summary>Answers with server-sent events, a bounded number at once.</summary>
sealed class EventStreams(JobWatch watch, JobView view, IHostApplicationLifetime host, IOptions<GatewayOptions> options)
{
    int _open;

    /// <param name="job">As it is now.</param>
    /// <param name="known">The version of the job that the client has; it is not told again.</param>
    /// <exception cref="RefusedException">503: there are as many streams as may be.</exception>
    public IResult Answer(Job job, long known)
    {
        if (Interlocked.Increment(ref _open) <= options.Value.MaxEventStreams)
            return new Stream(this, job, known);
        Interlocked.Decrement(ref _open);
        throw new RefusedException(
            Refusals.ForStatus(StatusCodes.Status503ServiceUnavailable, "As many event streams are open as this service keeps; ask for the job's status instead."),
            options.Value.RetryAfter);
    }

    sealed class Stream(EventStreams streams, Job job, long known) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            try
            {
                var response = httpContext.Response;
                response.ContentType = MediaType.Events;
                response.Headers.CacheControl = "no-store";
                // A proxy that gathers the stream would keep it from its reader.
                response.Headers["X-Accel-Buffering"] = "no";
                httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
                if (!HttpMethods.IsHead(httpContext.Request.Method))
                    await streams.WriteAsync(response, job, known, httpContext.RequestAborted);
            }
            finally
            {
                Interlocked.Decrement(ref streams._open);
            }
        }
    }

    async Task WriteAsync(HttpResponse response, Job job, long known, CancellationToken aborted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted, host.ApplicationStopping);
        using var listener = watch.Listen(job);
        try
        {
            await WriteAsync(response, job.Version == known ? ": as you know it\n\n" : Event(job), stop.Token);
            while (!job.HasEnded)
            {
                var change = await listener.NextAsync(options.Value.EventKeepAlive, stop.Token);
                await WriteAsync(response, change is null ? ": still there\n\n" : Event(change), stop.Token);
                job = change ?? job;
            }
        }
        catch (OperationCanceledException)
        {
            // The client left, or the service stops: the client comes back to another.
        }
    }

    /// <summary>The id is the job's version: a client that comes back with it is not told the same again.</summary>
    string Event(Job job) =>
        string.Create(CultureInfo.InvariantCulture, $"id: {job.Version}\ndata: {JsonSerializer.Serialize(view.Of(job), GatewayJson.Options)}\n\n");

    static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellation)
    {
        await response.WriteAsync(text, cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
