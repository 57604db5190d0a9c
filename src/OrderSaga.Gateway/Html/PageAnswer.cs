using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Html;

/// <summary>A page for people.</summary>
/// <param name="links">The resource's links as its JSON has them.</param>
/// <param name="value">The resource as JSON, for a page that does not show all of it.</param>
sealed class PageAnswer(Page page, IReadOnlyList<Link> links, JsonElement? value = null, int status = StatusCodes.Status200OK) : IResult
{
    // Nothing but our own files, no script or style in a page: what slipped through encoding would still not run.
    const string ContentPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        // Not no-referrer, with which browsers would hide the origin of our own forms too.
        headers["Referrer-Policy"] = "same-origin";
        // Kept by no cache: going back shows what is, not what was.
        headers.CacheControl = "no-store";
        if (links.Count > 0)
            headers.Link = links.Select(link => link.Header).ToArray();
        httpContext.Response.StatusCode = status;
        var frame = httpContext.RequestServices.GetRequiredService<Frame>();
        return BodyAnswer.WriteAsync(httpContext, Encoding.UTF8.GetBytes(frame.Around(page, links, value).ToString()), MediaType.Page + "; charset=utf-8");
    }
}
