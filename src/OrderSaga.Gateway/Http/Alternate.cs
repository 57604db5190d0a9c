using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Http;

/// <summary>Links from one form of a resource to the other.</summary>
static class Alternate
{
    /// <param name="request">The one whose query the link keeps; null for a resource without.</param>
    public static Link AsPage(string resource, HttpRequest? request = null) =>
        new(Address(resource, request, Negotiation.Page), Relations.Alternate, MediaType.Page, "The same as a page");

    public static Link AsJson(string resource, HttpRequest? request = null, string mediaType = MediaType.Json) =>
        new(Address(resource, request, Negotiation.Json), Relations.Alternate, mediaType, "The same as JSON");

    static string Address(string resource, HttpRequest? request, string form) =>
        request is null ? $"{resource}?{Negotiation.Parameter}={form}" : QueryText.Address(resource, request, (Negotiation.Parameter, form));
}
