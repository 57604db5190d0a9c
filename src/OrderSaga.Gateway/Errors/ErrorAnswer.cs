using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Errors;

/// <summary>
/// Writes an error: <c>application/json</c>, <c>application/problem+json</c> to a client that names it in Accept, or a page to
/// who looks at pages.
/// </summary>
sealed class ErrorAnswer(ExceptionInfo error, TimeSpan? retryAfter = null) : IResult
{
    public const string Problem = "application/problem+json";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (retryAfter is { } pause)
            response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Negotiation.TellVaries(response);
        if (IsLookedAt(httpContext.Request))
            return new PageAnswer(ErrorPage.Of(error), [], status: error.Status).ExecuteAsync(httpContext);
        response.StatusCode = error.Status;
        var mediaType = Acceptance.Of(httpContext.Request).Names(Problem) ? Problem : GatewayJson.MediaType;
        return BodyAnswer.WriteAsync(httpContext, JsonSerializer.SerializeToUtf8Bytes(error, GatewayJson.Options), mediaType);
    }

    /// <summary>Programs execute and dismiss in JSON whatever they accept; people get there by the pages' own forms.</summary>
    static bool IsLookedAt(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || PostedForm.IsOne(request)) && Negotiation.WantsPage(request);
}
