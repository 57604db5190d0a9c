using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>GET /jobs</c>: newest first, by page. For people with a form that narrows it.</summary>
sealed class JobListResource(JobReading jobs, ProcessNames names, JobView view, JobRows rows, JobSearchForm search, Addresses addresses, Site site)
{
    // Nobody reads more at once; the next page is a link away.
    const int MostRows = 1000;

    const int MostMoving = 100;

    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public static Section Section { get; } = new(
        2, "Jobs", site => site.LatestJobs, addresses => new Link(addresses.Jobs, Relations.JobList, MediaType.Json, "Jobs"));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/jobs", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, JobListResource list) => list.ReadAsync(http))
            .AddEndpointFilter(Negotiation.JsonOrPageAsync);

    async Task<IResult> ReadAsync(HttpContext http)
    {
        var query = JobListQuery.Read(http.Request.Query, names);
        if (Negotiation.WantsPage(http.Request))
            query = query with { Limit = Math.Min(query.Limit, MostRows) };
        // One more than asked for tells whether there is a next page.
        var found = await jobs.ListAsync(query, http.RequestAborted);
        var listed = found.Take(query.Limit).ToList();
        var links = PageLinks.Of(addresses.Jobs, http.Request, found.Count > listed.Count ? PageCursor.Write(listed[^1].Created, listed[^1].Id) : null);
        return ResourceAnswer.Of(http, new JobList(listed.ConvertAll(view.Of), links), links, () => PageOf(listed, links, http.Request.Query));
    }

    Page PageOf(List<Job> listed, IReadOnlyList<Link> links, IQueryCollection query) => new("Jobs")
    {
        Section = Section,
        // Further pages begin at a fixed job, and who reads them or a long list does not want it to move.
        Live = Paging.IsFirst(query) && listed.Count <= MostMoving ? new Live(Every) : null,
        Body = $"""
            {search.Of(query)}<section id="jobs" data-live="">
            {rows.Of(listed)}
            {Paging.Of(site.Jobs, query, links, site)}</section>

            """,
    };
}
