using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Html;

/// <summary>A resource in the form its client asked for: JSON, or a page.</summary>
static class ResourceAnswer
{
    /// <param name="links">Those of the body; they go into Link headers too.</param>
    /// <param name="page">Made for who wants one.</param>
    public static IResult Of<T>(HttpContext http, T value, IReadOnlyList<Link> links, Func<Page> page) =>
        Negotiation.WantsPage(http.Request)
            ? new PageAnswer(page(), links, JsonSerializer.SerializeToElement(value, GatewayJson.Options))
            : BodyAnswer.Json(value, links);

    /// <summary>A page that needs more than the resource, such as figures of the moment.</summary>
    public static async Task<IResult> OfAsync<T>(HttpContext http, T value, IReadOnlyList<Link> links, Func<Task<Page>> page) =>
        Negotiation.WantsPage(http.Request)
            ? new PageAnswer(await page(), links, JsonSerializer.SerializeToElement(value, GatewayJson.Options))
            : BodyAnswer.Json(value, links);
}
