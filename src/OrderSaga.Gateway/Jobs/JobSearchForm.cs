using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Reading;

namespace OrderSaga.Gateway.Jobs;

/// <summary>
/// Narrows the job list: statuses at a click, everything else by a form. <c>GET /jobs/search</c> leads from the form's fields
/// to the list's own parameters, so that the address in the browser is one that every client understands.
/// </summary>
sealed class JobSearchForm(JobReading jobs, Site site)
{
    const string From = "from";
    const string To = "to";
    const string Open = "..";
    const string All = "all";

    static readonly int[] OfferedLengths = [10, Site.PageLength, 50, 100, 500];

    static readonly string[] Kept = [QueryText.Status, JobListQuery.Process, JobListQuery.MinDuration, JobListQuery.MaxDuration, QueryText.Limit];

    // The parameters that narrow the list, statuses aside.
    static readonly Dictionary<string, string> Narrowing = new()
    {
        [JobListQuery.Process] = "process",
        [CreatedRange.Name] = "creation",
        [JobListQuery.MinDuration] = "shortest duration",
        [JobListQuery.MaxDuration] = "longest duration",
    };

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/jobs/search", (HttpContext http, JobSearchForm form) => form.Lead(http));

    /// <param name="query">Of the list's page.</param>
    public Markup Of(IQueryCollection query)
    {
        var (from, to) = Created(query);
        var narrowing = Narrowing.Where(name => !string.IsNullOrEmpty(query[name.Key])).Select(name => name.Value).ToList();
        var isNarrowed = narrowing.Count > 0;
        return $"""
            {StatusChips.Of(site.Jobs, query, JobListQuery.Statuses, "Jobs by status")}
            <details class="filter" id="filter"{Markup.When(isNarrowed, $" open=\"open\"")}><summary>Filter{Markup.When(isNarrowed, $": {string.Join(", ", narrowing)}")}</summary>
            <form method="get" action="{site.JobSearch}">
            {Markup.Each(QueryText.Items(query, QueryText.Status), status => Field.Hidden(QueryText.Status, status))}
            {Field.Choice(JobListQuery.Process, "Process", [("", All), .. jobs.Kinds.Select(kind => (kind.Process.Id, kind.Process.Title))], query[JobListQuery.Process])}
            {Field.Input(From, "Created from (UTC)", "datetime-local", from, $" step=\"1\"")}
            {Field.Input(To, "Created until (UTC)", "datetime-local", to, $" step=\"1\"")}
            {Field.Input(JobListQuery.MinDuration, "Took at least (s)", "number", query[JobListQuery.MinDuration], $" min=\"0\"")}
            {Field.Input(JobListQuery.MaxDuration, "Took at most (s)", "number", query[JobListQuery.MaxDuration], $" min=\"0\"")}
            {Field.Choice(QueryText.Limit, "Rows", Lengths(query), Length(query))}
            <div class="actions"><button type="submit">Apply</button> <a href="{site.LatestJobs}">Clear</a></div>
            </form></details>

            """;
    }

    IResult Lead(HttpContext http)
    {
        var fields = http.Request.Query;
        var query = new QueryBuilder();
        foreach (var name in Kept)
        {
            foreach (var value in fields[name].Where(value => !string.IsNullOrEmpty(value)))
                query.Add(name, value!);
        }
        if (Interval(fields[From].ToString(), fields[To].ToString()) is { } interval)
            query.Add(CreatedRange.Name, interval);
        return PostedForm.LeadTo(http, site.Jobs + query.ToQueryString());
    }

    static string Length(IQueryCollection query) => query[QueryText.Limit] is [{ Length: > 0 } limit] ? limit : Text(QueryText.DefaultLimit);

    static IEnumerable<(string, string)> Lengths(IQueryCollection query) =>
        OfferedLengths.Select(Text).Append(Length(query)).Distinct().Select(length => (length, length));

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The list's interval as the form's two fields have it, which know no zone.</summary>
    static (string? From, string? To) Created(IQueryCollection query) => query[CreatedRange.Name].ToString().Split('/') switch
    {
        [var from, var to] => (Local(from)?.First, Local(to)?.Last),
        [var instant] => (Local(instant)?.First, Local(instant)?.Last),
        _ => default,
    };

    static string? Interval(string from, string to) => from.Length + to.Length == 0 ? null : $"{Utc(from)}/{Utc(to)}";

    /// <summary>Browsers leave out seconds that are zero.</summary>
    static string Utc(string local) => local.Length switch
    {
        0 => Open,
        16 => $"{local}:00Z",
        _ => $"{local}Z",
    };

    /// <summary>A time in UTC, or the first and last second of a day, as the fields take no less; null for an open end, and for what is none.</summary>
    static (string First, string Last)? Local(string text)
    {
        const string form = "yyyy-MM-dd'T'HH:mm:ss";
        return Rfc3339.TryReadSpan(CreatedRange.WithOffset(text), out var first, out var last)
            ? (first.ToString(form, CultureInfo.InvariantCulture), last.ToString(form, CultureInfo.InvariantCulture))
            : null;
    }
}
