using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>The way through a list's pages. Cursors lead forward only; back leads the browser.</summary>
static class Paging
{
    /// <param name="first">Address of the first page; null on it.</param>
    /// <param name="next">Address of the next page; null on the last.</param>
    public static Markup Of(string? first, string? next) => Markup.When(first is not null || next is not null, $"""
        <nav class="paging" aria-label="Pages">{Step(first, "First page", "first")}{Step(next, "Next page", "next")}</nav>

        """);

    /// <param name="path">Of the list.</param>
    /// <param name="query">Of this page.</param>
    /// <param name="links">Of this page; one may lead to the next.</param>
    /// <param name="site">Where pages lead.</param>
    public static Markup Of(string path, IQueryCollection query, IEnumerable<Link> links, Site site) => Of(
        IsFirst(query) ? null : QueryText.Address(path, query, [], QueryText.Cursor),
        links.FirstOrDefault(link => link.Rel == Relations.Next) is { } next ? site.Path(next.Href) : null);

    public static bool IsFirst(IQueryCollection query) => !query.ContainsKey(QueryText.Cursor);

    static Markup Step(string? address, string text, string relation) =>
        Markup.When(address is not null, $"""<a class="button" href="{address}" rel="{relation}">{text}</a>""");
}
