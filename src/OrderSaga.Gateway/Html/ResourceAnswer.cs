using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Html;

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
