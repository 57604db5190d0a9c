using System.Globalization;
using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Jobs;

/// <summary>Narrows the job list: statuses at a click, everything else by a form.</summary>
sealed class JobSearchForm(ProcessDirectory processes, Site site)
{
    const string All = "all";

    static readonly int[] _lengths = [10, Site.PageLength, 50, 100, 500];

    public Markup Of(IQueryCollection query)
    {
        var (from, to) = JobSearch.Created(query);
        var narrowing = JobSearch.Narrowing(query);
        var isNarrowed = narrowing.Count > 0;
        return $"""
            {StatusChips.Of(site.Jobs, query, JobListQuery.Statuses, "Jobs by status")}
            <details class="filter" id="filter"{Markup.When(isNarrowed, $" open=\"open\"")}><summary>Filter{Markup.When(isNarrowed, $": {string.Join(", ", narrowing)}")}</summary>
            <form method="get" action="{site.JobSearch}">
            {Markup.Each(QueryText.Items(query, JobListQuery.Status), status => Field.Hidden(JobListQuery.Status, status))}
            {Field.Choice(JobListQuery.Process, "Process", [("", All), .. processes.Summaries.Select(process => (process.Id, process.Title))], query[JobListQuery.Process])}
            {Field.Input(JobSearch.From, "Created from (UTC)", "datetime-local", from, $" step=\"1\"")}
            {Field.Input(JobSearch.To, "Created until (UTC)", "datetime-local", to, $" step=\"1\"")}
            {Field.Input(JobListQuery.MinDuration, "Took at least (s)", "number", query[JobListQuery.MinDuration], $" min=\"0\"")}
            {Field.Input(JobListQuery.MaxDuration, "Took at most (s)", "number", query[JobListQuery.MaxDuration], $" min=\"0\"")}
            {Field.Choice(QueryText.Limit, "Rows", Lengths(query), Length(query))}
            <div class="actions"><button type="submit">Apply</button> <a href="{site.LatestJobs}">Clear</a></div>
            </form></details>

            """;
    }

    static string Length(IQueryCollection query) => query[QueryText.Limit] is [{ Length: > 0 } limit] ? limit : Text(QueryText.DefaultLimit);

    static IEnumerable<(string, string)> Lengths(IQueryCollection query) =>
        _lengths.Select(Text).Append(Length(query)).Distinct().Select(length => (length, length));

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
