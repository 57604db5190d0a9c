using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Errors;

/// <summary>Gives the errors that the framework finds (no such path, wrong method) the body that all others have.</summary>
sealed partial class BareErrors(RequestDelegate next, ILogger<BareErrors> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await new ErrorAnswer(Refusals.ForStatus(bad.StatusCode, bad.Message)).ExecuteAsync(http);
        }
        catch (Exception fault) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            LogFault(logger, fault, http.Request.Method, http.Request.Path);
            await new ErrorAnswer(Refusals.ForStatus(StatusCodes.Status500InternalServerError, "The service failed; its log tells why.")).ExecuteAsync(http);
        }
        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null or 0 })
            await new ErrorAnswer(Refusals.ForStatus(http.Response.StatusCode, Detail(http))).ExecuteAsync(http);
    }

    static string? Detail(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"There is nothing at {Excerpt.Of(http.Request.Path.Value ?? "")}.",
        StatusCodes.Status405MethodNotAllowed => $"{http.Request.Method} is not for this resource; it takes {http.Response.Headers.Allow}.",
        _ => null,
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    static partial void LogFault(ILogger logger, Exception exception, string method, string path);
}
