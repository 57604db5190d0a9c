using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Http;

/// <summary>Which of the offered media types a GET is answered in: the parameter <c>f</c> decides, else Accept.</summary>
static class Negotiation
{
    public const string Parameter = "f";

    /// <summary>JSON, the only form of most resources; refuses what asks for another.</summary>
    public static ValueTask<object?> JsonOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        Choose(context.HttpContext.Request, GatewayJson.MediaType);
        return next(context);
    }

    /// <exception cref="RefusedException">400 for an unknown <c>f</c>, 406 when nothing offered is accepted.</exception>
    public static string Choose(HttpRequest request, params IReadOnlyList<string> offered)
    {
        if (request.Query.TryGetValue(Parameter, out var form))
            return form is ["json"] ? GatewayJson.MediaType : throw Refusals.Invalid(Parameter, form.ToString(), "must be json");
        var accepted = Acceptance.Of(request);
        // Who names the form of errors alone still wants to hear of them, and of what is none.
        return accepted.Choose(offered) ?? (accepted.Names(ErrorAnswer.Problem) ? offered[0] : null)
            ?? throw Refusals.Status(StatusCodes.Status406NotAcceptable, $"This resource comes as {string.Join(" or ", offered)}, which Accept '{request.Headers.Accept}' leaves out.");
    }
}
