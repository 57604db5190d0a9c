using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Html;

/// <summary>What a page's form sends. Forms have paths of their own, so that the interface for programs stays as it is.</summary>
static class PostedForm
{
    const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Routes with it take forms of our own pages alone.</summary>
    public static ValueTask<object?> OwnOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!IsOne(request))
            throw Refusals.Status(StatusCodes.Status415UnsupportedMediaType, $"Content-Type '{request.ContentType}' is not taken here; a form sends {FormType}.");
        if (!IsOwn(request, context.HttpContext.RequestServices.GetRequiredService<Addresses>()))
            throw Refusals.Status(StatusCodes.Status403Forbidden, "This form was sent from a page of another site.");
        return next(context);
    }

    /// <exception cref="RefusedException">413: it is longer than any request may be. 400: it can't be read.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpContext http)
    {
        var most = http.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.MaxBodyBytes;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
        try
        {
            return await http.Request.ReadFormAsync(new FormOptions { ValueLengthLimit = most }, http.RequestAborted);
        }
        catch (InvalidDataException unreadable)
        {
            throw Refusals.Invalid("form", null, $"can't be read: {unreadable.Message.TrimEnd('.')}");
        }
    }

    /// <summary>303 to a page of ours: what the browser shows next, and can load again without sending the form once more.</summary>
    public static IResult LeadTo(HttpContext http, string path)
    {
        http.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    public static bool IsOne(HttpRequest request) =>
        request.ContentType?.Split(';')[0].Trim().Equals(FormType, StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>
    /// A page of another site must not act for who looks at it. Every browser tells in one of two headers where a form
    /// comes from; what sends neither is no browser, and nobody's session is in it.
    /// </summary>
    static bool IsOwn(HttpRequest request, Addresses addresses)
    {
        var origin = (string?)request.Headers.Origin;
        return (string?)request.Headers["Sec-Fetch-Site"] switch
        {
            "same-origin" => true,
            null => origin is null || origin == $"{request.Scheme}://{request.Host}" || origin == new Uri(addresses.Root).GetLeftPart(UriPartial.Authority),
            _ => false,
        };
    }
}
