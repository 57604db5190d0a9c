using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Http;

/// <summary>Which of the offered media types a GET is answered in: the parameter <c>f</c> decides, else Accept, else JSON.</summary>
static class Negotiation
{
    public const string Parameter = "f";
    public const string Page = "html";
    public const string Json = "json";

    static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal) { [Json] = MediaType.Json, [Page] = MediaType.Page };

    /// <summary>JSON, the only form of some resources; refuses what asks for another.</summary>
    public static ValueTask<object?> JsonOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Choose(context.HttpContext.Request, MediaType.Json);
        return next(context);
    }

    /// <summary>JSON or a page; refuses what asks for anything else before the resource is read.</summary>
    public static ValueTask<object?> JsonOrPageAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Choose(context.HttpContext.Request, MediaType.Json, MediaType.Page);
        return next(context);
    }

    /// <summary>Whether a page is what the client would rather have than JSON.</summary>
    public static bool WantsPage(HttpRequest request) => (string?)request.Query[Parameter] switch
    {
        Page => true,
        Json => false,
        _ => Acceptance.Of(request).Choose(MediaType.Json, MediaType.Page) == MediaType.Page,
    };

    /// <summary>Tells caches that Accept decides.</summary>
    public static void TellVaries(HttpResponse response) => response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);

    /// <exception cref="RefusedException">400 for an unknown <c>f</c>, 406 when nothing offered is accepted.</exception>
    public static string Choose(HttpRequest request, params IReadOnlyList<string> offered)
    {
        if (request.Query.TryGetValue(Parameter, out var form))
        {
            return form is [{ } name] && Forms.TryGetValue(name, out var mediaType) && offered.Contains(mediaType)
                ? mediaType
                : throw Refusals.Invalid(Parameter, form.ToString(), $"must be {string.Join(" or ", Forms.Where(known => offered.Contains(known.Value)).Select(known => known.Key))}");
        }
        var accepted = Acceptance.Of(request);
        // Who names the form of errors alone still wants to hear of them, and of what is none.
        return accepted.Choose(offered) ?? (accepted.Names(MediaType.Problem) ? offered[0] : null)
            ?? throw Refusals.Status(StatusCodes.Status406NotAcceptable, $"This resource comes as {string.Join(" or ", offered)}, which Accept '{request.Headers.Accept}' leaves out.");
    }
}

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
