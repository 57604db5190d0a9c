using System.Text.Json;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Jobs;

/// <summary>A job as people see it: where it stands, what it is about, what it gave, what happened to it.</summary>
sealed class JobPage(StoreWait store, HistoryRows history, OutputFacts given, JsonValues values, Times times, Site site)
{
    // Events tell of every change at once; this is for where they don't come through.
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public async Task<Page> OfAsync(Job job, CancellationToken aborted)
    {
        var lines = await store.ForAsync(token => job.Kind.HistoryAsync(job, token), aborted);
        var outputs = job.Status == JobStatus.Successful ? await store.ForAsync(job.Outputs, aborted) : [];
        return new Page(job.Subject)
        {
            Section = JobListResource.Section,
            Path = job.Kind.PagesAbove(job) is { Count: > 0 } above ? above : [ToList(site)],
            Live = job.HasEnded ? null : new Live(Every, site.Events(job.Id)),
            Body = $"""
                <div id="state" class="state" role="status" data-live="">{StatusBadge.Of(job.Status)}{Markup.When(job.Message is not null, $"<span>{job.Message}</span>")}</div>
                <section id="course" data-live="">
                {CourseOf(job)}</section>
                <section id="actions" data-live="">{ActionsOf(job)}</section>
                <div class="columns">
                <section id="about" data-live=""><h2>{job.Kind.Process.Title}</h2>
                {AboutOf(job)}</section>
                <section id="outcome" data-live="">{OutcomeOf(job, outputs)}</section>
                </div>
                <section id="history" data-live=""><h2><a href="{site.History(job.Id)}">History</a></h2>
                {history.Of(lines)}</section>
                """,
        };
    }

    /// <summary>The pages above those that belong to a job.</summary>
    public static IReadOnlyList<Link> PathBelow(Job job, Site site) => [ToList(site), new Link(site.Job(job.Id), Relations.Up, Title: job.Subject)];

    static Link ToList(Site site) => new(site.LatestJobs, Relations.Up, Title: "Jobs");

    Markup CourseOf(Job job) => $"""
        {Markup.When(!job.HasEnded, ProgressBar.Of(job.Progress is 0 ? null : job.Progress, "Progress of the job"))}
        {new Facts
        {
            { "Created", times.Of(job.Created) },
            { "Started", times.Of(job.Started) },
            { "Finished", times.Of(job.Finished) },
            { "Took", Markup.Text(times.Took(job.Started, job.Finished)) },
        }.Of()}
        """;

    Markup ActionsOf(Job job) => $"""
        <div class="actions">{Markup.Each(job.Kind.ActionsOf(job), Button)}
        {Markup.When(job.Status != JobStatus.Dismissed, Dismissal(job))}</div>

        """;

    static Markup Button(JobAction action) => $"""<a class="button{Markup.When(!action.IsMain, $" plain")}" href="{action.Path}">{action.Text}</a>""";

    /// <summary>Two steps, as nothing brings a dismissed job back.</summary>
    Markup Dismissal(Job job)
    {
        var (action, effect) = job.HasEnded
            ? ("Remove", "The job is taken from the list and its results are gone. What it did stays done.")
            : ("Dismiss", "The job is cancelled for good. What was already sent to the archive may still be carried out there.");
        return $"""
            <details class="confirm" id="dismiss"><summary class="button">{action}…</summary>
            <form method="post" action="{site.Dismissal(job.Id)}"><p>{effect}</p><button type="submit" class="danger">{action} this job</button></form></details>
            """;
    }

    Markup AboutOf(Job job)
    {
        var facts = new Facts
        {
            { "Job", Code.Of(job.Id.ToString()) },
            { "Process", Anchor.To(site.Process(job.Kind.Process.Id), job.Kind.Process.Id) },
            { "Owner", Markup.Text(job.Owner) },
        };
        foreach (var member in LtaOf(job))
            facts.Add(values.Label(member.Name), values.Of(member.Name, member.Value));
        return facts.Of();
    }

    static JsonElement.ObjectEnumerator LtaOf(Job job) => JsonSerializer.SerializeToElement(job.Lta ?? new LtaInfo(), GatewayJson.Options).EnumerateObject();

    Markup OutcomeOf(Job job, IReadOnlyList<JobOutput> outputs) => (job.Failure, outputs) switch
    {
        ({ } failure, _) => $"<h2>{failure.Title}</h2>\n{ErrorPage.FactsOf(failure)}",
        (_, []) => Markup.Empty,
        _ => $"""<h2><a href="{site.Results(job.Id)}">Results</a></h2>{given.Of(job, NewOf(job, outputs), isShort: true)}""",
    };

    /// <summary>What is not told with the job anyway.</summary>
    static IReadOnlyList<JobOutput> NewOf(Job job, IReadOnlyList<JobOutput> outputs)
    {
        var told = LtaOf(job).Select(member => member.Name).ToHashSet();
        return [.. outputs.Where(output => !told.Contains(output.Name))];
    }
}
