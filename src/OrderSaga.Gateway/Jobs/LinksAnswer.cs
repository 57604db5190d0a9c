using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Jobs;

/// <summary>204: outputs by reference alone, each in a Link header (OGC 18-062r2, job-creation-sync-raw-ref), or none at all.</summary>
sealed class LinksAnswer(IReadOnlyList<Link> links) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status204NoContent;
        if (links.Count > 0)
            httpContext.Response.Headers.Link = links.Select(link => link.Header).ToArray();
        return Task.CompletedTask;
    }
}
