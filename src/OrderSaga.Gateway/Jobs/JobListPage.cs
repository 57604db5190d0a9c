using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Jobs;

/// <summary>The job list as people see it: a form that narrows it, a table, the way to the next page.</summary>
sealed class JobListPage(JobTable table, JobSearchForm search, Site site)
{
    const int MostMoving = 100;

    static readonly TimeSpan _every = TimeSpan.FromSeconds(5);

    public Page Of(IReadOnlyList<Job> jobs, IReadOnlyList<Link> links, IQueryCollection query) => new("Jobs")
    {
        Section = Section.Jobs,
        // Further pages begin at a fixed job, and who reads them or a long list does not want it to move.
        Live = Paging.IsFirst(query) && jobs.Count <= MostMoving ? new Live(_every) : null,
        Body = $"""
            {search.Of(query)}<section id="jobs" data-live="">
            {table.Of(jobs)}
            {Paging.Of(site.Jobs, query, links, site)}</section>

            """,
    };
}
