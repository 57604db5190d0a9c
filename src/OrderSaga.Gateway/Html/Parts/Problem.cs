namespace OrderSaga.Gateway.Html.Parts;

/// <summary>Why what a form asked for was not done.</summary>
static class Problem
{
    /// <param name="text">Null for no problem.</param>
    public static Markup Of(string? text) => Markup.When(text is not null, $"""
        <div class="problem" role="alert"><p>{text}</p></div>

        """);
}
