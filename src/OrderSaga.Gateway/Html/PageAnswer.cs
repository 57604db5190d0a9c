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

/// <summary>A resource in the form its client asked for: JSON, or a page. Its route has the filter <see cref="Negotiation.JsonOrPageAsync"/>.</summary>
static class ResourceAnswer
{
    /// <param name="links">Those of the body; they go into Link headers too.</param>
    /// <param name="page">Called when a page is wanted.</param>
    public static IResult Of<T>(HttpContext http, T value, IReadOnlyList<Link> links, Func<Page> page) =>
        WantsPage(http) ? Page(http, value, links, page()) : BodyAnswer.Json(value, links);

    /// <summary>For a page that needs more than the resource, such as figures of the moment.</summary>
    public static async Task<IResult> OfAsync<T>(HttpContext http, T value, IReadOnlyList<Link> links, Func<Task<Page>> page) =>
        WantsPage(http) ? Page(http, value, links, await page()) : BodyAnswer.Json(value, links);

    static bool WantsPage(HttpContext http)
    {
        Negotiation.TellVaries(http.Response);
        return Negotiation.WantsPage(http.Request);
    }

    public static PageAnswer Page<T>(HttpContext http, T value, IReadOnlyList<Link> links, Page page)
    {
        var resource = http.RequestServices.GetRequiredService<Addresses>().Root + http.Request.Path.ToUriComponent();
        return new PageAnswer(page, [.. links, Alternate.AsJson(resource, http.Request)], JsonSerializer.SerializeToElement(value, GatewayJson.Options));
    }
}
