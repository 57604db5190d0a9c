namespace OrderSaga.Gateway.Html.Parts;

/// <summary>The way through a list's pages. Cursors lead forward only; back leads the browser.</summary>
static class Paging
{
    /// <param name="first">Address of the first page; null on it.</param>
    /// <param name="next">Address of the next page; null on the last.</param>
    public static Markup Of(string? first, string? next) => Markup.When(first is not null || next is not null, $"""
        <nav class="paging" aria-label="Pages">{Step(first, "First page", "first")}{Step(next, "Next page", "next")}</nav>

        """);

    static Markup Step(string? address, string text, string relation) =>
        Markup.When(address is not null, $"""<a class="button" href="{address}" rel="{relation}">{text}</a>""");
}
