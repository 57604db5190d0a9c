using System.Collections;
using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>A table; on a narrow screen each row becomes a card whose values carry their headings.</summary>
/// <param name="caption">What it lists, for those who don't see the page around it.</param>
/// <param name="nothing">Stands in place of the table when there are no rows.</param>
/// <example><code>new Table&lt;Job&gt;("Jobs") { { "Product", job =&gt; $"{job.Product}" } }.Of(jobs)</code></example>
sealed class Table<T>(string caption, string nothing = "None.") : IEnumerable
{
    readonly List<(string Heading, Func<T, Markup?> Cell, string? Style)> _columns = [];

    /// <param name="cell">Null for an empty cell, which a card leaves out.</param>
    /// <param name="style">Style classes: <c>number</c> aligns figures, <c>wide</c> takes what room is left.</param>
    public void Add(string heading, Func<T, Markup?> cell, string? style = null) => _columns.Add((heading, cell, style));

    public Markup Of(IReadOnlyCollection<T> rows) => rows.Count == 0 ? (Markup)$"""<p class="nothing">{nothing}</p>""" : Filled(rows);

    Markup Filled(IReadOnlyCollection<T> rows) => $"""
        <div class="table"><table>
        <caption>{caption}</caption>
        <thead><tr>{Markup.Each(_columns, column => $"""<th scope="col"{Class(column.Style)}>{column.Heading}</th>""")}</tr></thead>
        <tbody>
        {Markup.Each(rows, Row)}</tbody>
        </table></div>
        """;

    Markup Row(T row) => $"""
        <tr>{Markup.Each(_columns, column => Cell(row, column))}</tr>

        """;

    static Markup Cell(T row, (string Heading, Func<T, Markup?> Content, string? Style) column) => column.Content(row) is { } content
        ? (Markup)$"""<td data-label="{column.Heading}"{Class(column.Style)}>{content}</td>"""
        : $"<td{Class(column.Style)}></td>";

    static Markup Class(string? style) => Markup.When(style is not null, $""" class="{style}" """);

    IEnumerator IEnumerable.GetEnumerator() => _columns.GetEnumerator();
}

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
