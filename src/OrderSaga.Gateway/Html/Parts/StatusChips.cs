using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;

namespace OrderSaga.Gateway.Html.Parts;

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
        var chosen = QueryText.Items(query, JobListQuery.Status);
        var isChosen = status is null ? chosen.Count == 0 : chosen.Contains(status);
        var address = QueryText.Address(path, query, status is null ? [] : [KeyValuePair.Create(JobListQuery.Status, status)], JobListQuery.Status, QueryText.Cursor);
        return $"""<a href="{address}"{Markup.When(isChosen, $" aria-current=\"true\"")}>{(status is null ? $"all" : StatusBadge.Of(status))}</a>""";
    }
}
