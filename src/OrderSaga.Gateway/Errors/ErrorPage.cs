using System.Globalization;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Gateway.Errors;

/// <summary>An error as a page, with all that its JSON tells.</summary>
static class ErrorPage
{
    static readonly Table<FieldFault> _faults = new("Wrong values")
    {
        { "Field", fault => $"<code>{fault.Field}</code>" },
        { "Value", fault => Code.Of(fault.Value) },
        { "Rule", fault => $"{fault.Rule}", "wide" },
    };

    public static Page Of(ExceptionInfo error) => new(error.Title)
    {
        IsComplete = true,
        Body = $"""
            {Markup.When(error.Detail is not null, $"<p class=\"lead\">{error.Detail}</p>\n")}{Markup.When(error.Errors is not null, $"{_faults.Of(error.Errors!)}\n")}{FactsOf(error)}
            """,
    };

    /// <summary>For programs. Also within the page of a job that it ended.</summary>
    public static Markup FactsOf(ExceptionInfo error) => new Facts
    {
        { "HTTP status", $"{error.Status.ToString(CultureInfo.InvariantCulture)}" },
        { "Type", Code.Of(error.Type) },
        { "Reason", Code.Of(error.ReasonCode) },
        { "About", error.Instance is null ? null : Anchor.Outside(error.Instance) },
    }.Of();
}
