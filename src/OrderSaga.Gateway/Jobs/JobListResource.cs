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

/// <summary>Jobs one below the other, as lists show them.</summary>
sealed class JobRows(Site site, Times times)
{
    readonly Table<Job> _table = new("Jobs", "No job.")
    {
        { "Job", job => Subject(job, site), "subject" },
        { "Status", job => $"{StatusBadge.Of(job.Status)}{Markup.When(job is { Progress: > 0 and < 100 }, ProgressOf(job))}" },
        { "Process", job => $"{job.Kind.Process.Id}", "word" },
        { "Priority", job => job.Lta?.Priority is { } priority ? Counts.Of(priority) : null, "number" },
        { "Created", job => times.Of(job.Created) },
        { "Took", job => Markup.Text(times.Took(job.Started, job.Finished)), "number" },
        { "Message", job => Markup.Text(job.Message), "wide" },
    };

    public Markup Of(IReadOnlyCollection<Job> jobs) => _table.Of(jobs);

    static Markup Subject(Job job, Site site) =>
        $"""{Anchor.To(site.Job(job.Id), job.Subject)}{Markup.When(job.Lta?.Label is { } label && label != job.Subject, $" <span class=\"label\">{job.Lta!.Label}</span>")}""";

    static Markup ProgressOf(Job job) => ProgressBar.Of(job.Progress, $"Progress of {job.Subject}");
}
