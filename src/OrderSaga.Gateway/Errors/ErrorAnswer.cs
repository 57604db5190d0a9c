using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Errors;

/// <summary>
/// Writes an error: <c>application/json</c>, <c>application/problem+json</c> to a client that names it in Accept, or a page to
/// who looks at pages.
/// </summary>
sealed class ErrorAnswer(ExceptionInfo error, TimeSpan? retryAfter = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (retryAfter is { } pause)
            response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Negotiation.TellVaries(response);
        if (IsLookedAt(httpContext.Request))
            return new PageAnswer(ErrorPage.Of(error), [], status: error.Status).ExecuteAsync(httpContext);
        response.StatusCode = error.Status;
        var mediaType = Acceptance.Of(httpContext.Request).Names(MediaType.Problem) ? MediaType.Problem : MediaType.Json;
        return BodyAnswer.WriteAsync(httpContext, JsonSerializer.SerializeToUtf8Bytes(error, GatewayJson.Options), mediaType);
    }

    /// <summary>Programs execute and dismiss in JSON whatever they accept; people get there by the pages' own forms.</summary>
    static bool IsLookedAt(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || PostedForm.IsOne(request)) && Negotiation.WantsPage(request);
}

/// <summary>An error as a page, with all that its JSON tells.</summary>
static class ErrorPage
{
    static readonly Table<FieldFault> Faults = new("Wrong values")
    {
        { "Field", fault => $"<code>{fault.Field}</code>" },
        { "Value", fault => Code.Of(fault.Value) },
        { "Rule", fault => $"{fault.Rule}", "wide" },
    };

    public static Page Of(ExceptionInfo error) => new(error.Title)
    {
        IsComplete = true,
        Body = $"""
            {Markup.When(error.Detail is not null, $"<p class=\"lead\">{error.Detail}</p>\n")}{Markup.When(error.Errors is not null, $"{Faults.Of(error.Errors!)}\n")}{FactsOf(error)}
            """,
    };

    /// <summary>In place of what would be read from the database.</summary>
    public static Markup StoreAway => $"""<p class="notice">The order database does not answer now.</p>""";

    /// <summary>For programs. Also within the page of a job that it ended.</summary>
    public static Markup FactsOf(ExceptionInfo error) => new Facts
    {
        { "HTTP status", $"{error.Status.ToString(CultureInfo.InvariantCulture)}" },
        { "Type", Code.Of(error.Type) },
        { "Reason", Code.Of(error.ReasonCode) },
        { "About", error.Instance is null ? null : Anchor.Outside(error.Instance) },
    }.Of();
}
