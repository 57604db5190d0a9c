using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Html.Parts;

/// <summary>A status: word, shape and colour, so that none of them alone carries it.</summary>
static class StatusBadge
{
    /// <param name="status">One of our words; it names the style, too.</param>
    public static Markup Of(string status) => $"""<span class="status {status}">{status}</span>""";
}

/// <summary>Narrows a list to one status at a click.</summary>
static class StatusChips
{
    /// <param name="path">Of the list.</param>
    /// <param name="query">Of this page; its other parameters are kept.</param>
    /// <param name="statuses">The words to choose from.</param>
    /// <param name="label">What is chosen, for those who don't see the list.</param>
    public static Markup Of(string path, IQueryCollection query, IEnumerable<string> statuses, string label) => $"""
        <nav class="chips" aria-label="{label}">{Chip(path, query, null)}{Markup.Each(statuses, status => Chip(path, query, status))}</nav>
        """;

    static Markup Chip(string path, IQueryCollection query, string? status)
    {
        var chosen = QueryText.Items(query, QueryText.Status);
        var isChosen = status is null ? chosen.Count == 0 : chosen.Contains(status);
        var address = QueryText.Address(path, query, status is null ? [] : [KeyValuePair.Create(QueryText.Status, status)], QueryText.Status, QueryText.Cursor);
        return $"""<a href="{address}"{Markup.When(isChosen, $" aria-current=\"true\"")}>{(status is null ? $"all" : StatusBadge.Of(status))}</a>""";
    }
}

/// <summary>How far something is.</summary>
static class ProgressBar
{
    /// <param name="percent">0 to 100; null for a bar that only tells that something goes on.</param>
    /// <param name="label">What it is that goes on, for those who don't see the bar.</param>
    public static Markup Of(int? percent, string label) => percent is { } done
        ? Known(done, label)
        : $"""<div class="progress"><progress aria-label="{label}"></progress></div>""";

    static Markup Known(int done, string label) =>
        $"""<div class="progress"><progress aria-label="{label}" max="100" value="{done}">{done} %</progress><span class="figure">{done} %</span></div>""";
}
