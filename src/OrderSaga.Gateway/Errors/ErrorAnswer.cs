using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Errors;

/// <summary>Writes an error: <c>application/json</c>, or <c>application/problem+json</c> to a client that names it in Accept.</summary>
sealed class ErrorAnswer(ExceptionInfo error, TimeSpan? retryAfter = null) : IResult
{
    public const string Problem = "application/problem+json";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = error.Status;
        if (retryAfter is { } pause)
            response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var mediaType = Acceptance.Of(httpContext.Request).Names(Problem) ? Problem : GatewayJson.MediaType;
        return BodyAnswer.WriteAsync(httpContext, JsonSerializer.SerializeToUtf8Bytes(error, GatewayJson.Options), mediaType);
    }
}
