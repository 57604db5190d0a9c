using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>GET /jobs/{id}/history</c>: what happened to the job, oldest first. A dismissed job keeps its history.</summary>
sealed class HistoryResource(JobReading jobs, StoreWait store, HistoryRows rows, Addresses addresses, Site site)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods(
            "/jobs/{jobId}/history", [HttpMethods.Get, HttpMethods.Head], (string jobId, HttpContext http, HistoryResource history) => history.ReadAsync(jobId, http))
            .AddEndpointFilter(Negotiation.JsonOrPageAsync);

    async Task<IResult> ReadAsync(string jobId, HttpContext http)
    {
        var job = await jobs.FindAsync(jobId, http.RequestAborted);
        var lines = await store.ForAsync(token => job.Kind.HistoryAsync(job, token), http.RequestAborted);
        List<Link> links =
        [
            new(addresses.History(job.Id), Relations.Self, MediaType.Json, "This history"),
            Alternate.AsPage(addresses.History(job.Id)),
            new(addresses.Job(job.Id), Relations.Up, MediaType.Json, "The job"),
        ];
        return ResourceAnswer.Of(http, new JobHistory(job.Id, lines, links), links, () => PageOf(job, lines));
    }

    Page PageOf(Job job, IReadOnlyList<HistoryLine> lines) => new("History")
    {
        Section = JobListResource.Section,
        Path = JobPage.PathBelow(job, site),
        Body = $"""
            <p class="lead">Job <code>{job.Id}</code></p>
            {rows.Of(lines)}

            """,
    };
}

/// <summary>What happened to a job, line by line.</summary>
sealed class HistoryRows(Times times)
{
    readonly Table<HistoryLine> _table = new("History, oldest first")
    {
        { "#", line => $"{line.Entry}", "number" },
        { "At", line => times.Of(line.At) },
        { "Status", Change, "word" },
        { "Phase", line => Markup.Text(line.Phase) },
        { "Cause", line => $"""{line.Cause}{Markup.When(line.Late, $" <span class=\"label\" title=\"It came after the end and changed nothing.\">late</span>")}""" },
        { "Attempt", line => line.Attempt is { } attempt ? Counts.Of(attempt) : null, "number" },
        { "Request", line => Code.Of(line.RequestId), "word" },
        { "Message", line => Markup.Text(line.Message), "wide" },
    };

    public Markup Of(IReadOnlyCollection<HistoryLine> lines) => _table.Of(lines);

    static Markup Change(HistoryLine line) => line.FromStatus is null || line.FromStatus == line.ToStatus
        ? StatusBadge.Of(line.ToStatus)
        : $"""{StatusBadge.Of(line.FromStatus)} <span aria-label="to">→</span> {StatusBadge.Of(line.ToStatus)}""";
}
