using System.Text.Json;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Json;
using OrderSaga.Orders;

namespace OrderSaga.Gateway.Jobs;

/// <summary>A job as people see it: where it stands, what it is about, what it gave, what happened to it.</summary>
sealed class JobPage(StoreWait store, JobActions actions, HistoryTable history, Values values, Times times, Site site)
{
    static readonly TimeSpan _every = TimeSpan.FromSeconds(2);

    static readonly HashSet<string> _ends = [OrderStatus.Successful, OrderStatus.Failed, OrderStatus.Dismissed];

    public static bool HasEnded(Job job) => _ends.Contains(job.Status);

    public async Task<Page> OfAsync(Job job, CancellationToken aborted)
    {
        var lines = await store.ForAsync(token => job.Kind.HistoryAsync(job, token), aborted);
        var outputs = job.Status == OrderStatus.Successful ? await store.ForAsync(job.Outputs, aborted) : [];
        return new Page(JobTable.SubjectOf(job))
        {
            Section = Section.Jobs,
            Path = [new Link(site.LatestJobs, Relations.Up, Title: "Jobs")],
            Live = HasEnded(job) ? null : new Live(_every),
            Body = $"""
                <div id="state" class="state" role="status" data-live="">{StatusBadge.Of(job.Status)}{Markup.When(job.Message is not null, $"<span>{job.Message}</span>")}</div>
                <section id="course" data-live="">
                {CourseOf(job)}</section>
                <div class="columns">
                <section id="about" data-live=""><h2>{job.Kind.Process.Title}</h2>
                {AboutOf(job)}</section>
                <section id="outcome" data-live="">{OutcomeOf(job, outputs)}</section>
                </div>
                <section id="history" data-live=""><h2><a href="{site.History(job.Id)}">History</a></h2>
                {history.Of(lines)}</section>
                <section id="actions" data-live="">{actions.Of(job)}</section>

                """,
        };
    }

    Markup CourseOf(Job job) => $"""
        {Markup.When(!HasEnded(job), ProgressBar.Of(job.Progress is 0 ? null : job.Progress, "Progress of the job"))}
        {new Facts
        {
            { "Created", times.Of(job.Created) },
            { "Started", times.Of(job.Started) },
            { "Finished", times.Of(job.Finished) },
            { "Took", Markup.Text(times.Took(job.Started, job.Finished)) },
        }.Of()}
        """;

    Markup AboutOf(Job job) => $"""
        {new Facts { { "Job", $"<code>{job.Id}</code>" }, { "Process", Anchor.To(site.Process(job.Kind.Process.Id), job.Kind.Process.Id) }, { "Owner", Markup.Text(job.Owner) } }.Of()}
        {Markup.When(job.Lta is not null, values.FactsOf(JsonSerializer.SerializeToElement(job.Lta, GatewayJson.Options)))}
        """;

    Markup OutcomeOf(Job job, IReadOnlyList<JobOutput> outputs) => (job.Failure, outputs) switch
    {
        ({ } failure, _) => $"<h2>{failure.Title}</h2>\n{ErrorPage.FactsOf(failure)}",
        (_, []) => Markup.Empty,
        _ => $"""<h2><a href="{site.Results(job.Id)}">Results</a></h2>{OutputsOf(job, outputs)}""",
    };

    /// <summary>Outputs under the titles of their description.</summary>
    public Markup OutputsOf(Job job, IReadOnlyList<JobOutput> outputs)
    {
        var facts = new Facts();
        foreach (var output in outputs)
            facts.Add(job.Kind.Process.Outputs.GetValueOrDefault(output.Name)?.Title ?? Values.Label(output.Name), values.Of(output.Name, output.Value));
        return facts.Of();
    }
}
