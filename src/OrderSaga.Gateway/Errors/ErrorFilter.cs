using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrderSaga.Catalogue;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Errors;

/// <summary>Turns what a handler throws into its error answer; no stack trace ever leaves the house.</summary>
sealed partial class ErrorFilter(IOptions<GatewayOptions> options, ILogger<ErrorFilter> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RefusedException refused)
        {
            if (refused.Answer.Status == StatusCodes.Status503ServiceUnavailable)
                LogAway(logger, context.HttpContext.Request.Method, context.HttpContext.Request.Path, refused.Message);
            return new ErrorAnswer(refused.Answer, refused.RetryAfter);
        }
        catch (BadHttpRequestException bad)
        {
            return new ErrorAnswer(Refusals.ForStatus(bad.StatusCode, bad.Message));
        }
        catch (OperationCanceledException) when (context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
            return Results.Empty;
        }
        catch (StoreAwayException away)
        {
            LogAway(logger, context.HttpContext.Request.Method, context.HttpContext.Request.Path, away.Message);
            return new ErrorAnswer(Refusals.StoreAway, options.Value.RetryAfter);
        }
        catch (CatalogueFailedException failed)
        {
            LogAway(logger, context.HttpContext.Request.Method, context.HttpContext.Request.Path, failed.Message);
            return new ErrorAnswer(Refusals.ForStatus(StatusCodes.Status503ServiceUnavailable, failed.Message), options.Value.RetryAfter);
        }
        catch (Exception fault)
        {
            LogFault(logger, fault, context.HttpContext.Request.Method, context.HttpContext.Request.Path);
            return new ErrorAnswer(Refusals.ForStatus(StatusCodes.Status500InternalServerError, "The service failed; its log tells why."));
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} answered 503: {Reason}")]
    static partial void LogAway(ILogger logger, string method, string path, string reason);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    static partial void LogFault(ILogger logger, Exception exception, string method, string path);
}
