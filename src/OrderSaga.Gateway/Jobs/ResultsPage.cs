using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Jobs;

/// <summary>The results document as people see it.</summary>
sealed class ResultsPage(OutputFacts facts, Site site)
{
    public Page Of(Job job, ResultForm form, IReadOnlyList<JobOutput> outputs)
    {
        var asked = form.OutputsOf(job.Kind.Process).Select(output => output.Name).ToHashSet();
        var given = outputs.Where(output => asked.Contains(output.Name)).ToList();
        return new Page("Results")
        {
            Section = Section.Jobs,
            Path = [new Link(site.LatestJobs, Relations.Up, Title: "Jobs"), new Link(site.Job(job.Id), Relations.Up, Title: JobTable.SubjectOf(job))],
            Body = $"""
                <p class="lead">Job {Code.Of(job.Id.ToString())}</p>
                {(given.Count == 0 ? $"""<p class="nothing">None of the outputs asked for has a value.</p>""" : facts.Of(job, given))}
                """,
        };
    }
}
