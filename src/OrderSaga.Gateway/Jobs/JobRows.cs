using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Gateway.Jobs;

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
