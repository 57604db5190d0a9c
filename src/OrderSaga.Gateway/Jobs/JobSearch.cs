using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Jobs;

/// <summary>
/// <c>GET /jobs/search</c>: leads from the fields of the search form to the job list's own parameters, so that the address
/// in the browser is one that every client understands.
/// </summary>
static class JobSearch
{
    public const string From = "from";
    public const string To = "to";

    const string Open = "..";

    static readonly string[] _kept = [JobListQuery.Status, JobListQuery.Process, JobListQuery.MinDuration, JobListQuery.MaxDuration, QueryText.Limit];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/jobs/search", Lead);

    static IResult Lead(HttpContext http, Site site)
    {
        var fields = http.Request.Query;
        var query = new QueryBuilder();
        foreach (var name in _kept)
        {
            foreach (var value in fields[name].Where(value => !string.IsNullOrEmpty(value)))
                query.Add(name, value!);
        }
        if (Interval(fields[From].ToString(), fields[To].ToString()) is { } interval)
            query.Add(CreatedRange.Name, interval);
        return PostedForm.LeadTo(http, site.Jobs + query.ToQueryString());
    }

    /// <summary>The list's interval as the form's two fields have it, which know no zone.</summary>
    public static (string? From, string? To) Created(IQueryCollection query) => query[CreatedRange.Name].ToString().Split('/') switch
    {
        [var from, var to] => (Local(from), Local(to)),
        [var instant] => (Local(instant), Local(instant)),
        _ => default,
    };

    /// <summary>The names of the parameters that narrow the list, statuses aside.</summary>
    public static IReadOnlyList<string> Narrowing(IQueryCollection query) =>
        [.. _names.Where(name => !string.IsNullOrEmpty(query[name.Key])).Select(name => name.Value)];

    static readonly Dictionary<string, string> _names = new()
    {
        [JobListQuery.Process] = "process",
        [CreatedRange.Name] = "creation",
        [JobListQuery.MinDuration] = "shortest duration",
        [JobListQuery.MaxDuration] = "longest duration",
    };

    static string? Interval(string from, string to) => from.Length + to.Length == 0 ? null : $"{Utc(from)}/{Utc(to)}";

    /// <summary>Browsers leave out seconds that are zero.</summary>
    static string Utc(string local) => local.Length switch
    {
        0 => Open,
        16 => $"{local}:00Z",
        _ => $"{local}Z",
    };

    static string? Local(string utc) => utc is "" or Open ? null : utc.TrimEnd('Z', 'z');
}
