using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Jobs;

/// <summary>A job's history on a page of its own.</summary>
sealed class HistoryPage(HistoryTable table, Site site)
{
    public Page Of(Job job, IReadOnlyList<HistoryLine> lines) => new("History")
    {
        Section = Section.Jobs,
        Path = [new Link(site.LatestJobs, Relations.Up, Title: "Jobs"), new Link(site.Job(job.Id), Relations.Up, Title: JobTable.SubjectOf(job))],
        Body = $"""
            <p class="lead">Job <code>{job.Id}</code></p>
            {table.Of(lines)}

            """,
    };
}
