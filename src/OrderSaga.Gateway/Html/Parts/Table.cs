using System.Collections;

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
