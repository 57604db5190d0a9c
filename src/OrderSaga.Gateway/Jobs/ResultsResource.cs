using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>GET /jobs/{id}/results</c>: what a successful job has given, the cause of a failed one; below it each output by itself.</summary>
sealed class ResultsResource(JobReading jobs, StoreWait store, ResultsAnswer answer, OutputFacts facts, Addresses addresses, Site site)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(
            "/jobs/{jobId}/results", [HttpMethods.Get, HttpMethods.Head], (string jobId, HttpContext http, ResultsResource results) => results.ReadAsync(jobId, http));
        routes.MapMethods(
            "/jobs/{jobId}/results/{outputId}", [HttpMethods.Get, HttpMethods.Head],
            (string jobId, string outputId, HttpContext http, ResultsResource results) => results.ReadOneAsync(jobId, outputId, http));
    }

    async Task<IResult> ReadAsync(string jobId, HttpContext http)
    {
        var named = FormOf(http.Request);
        var job = await jobs.FindAsync(jobId, http.RequestAborted);
        if (job.Status != JobStatus.Successful)
            return Unsuccessful(job);
        var outputs = await store.ForAsync(job.Outputs, http.RequestAborted);
        var form = ResultForm.Parse(job.ResultForm);
        List<Link> links = [Alternate.AsPage(addresses.Results(job.Id), http.Request)];
        Negotiation.TellVaries(http.Response);
        var ordered = answer.Of(form, job.Kind.Process, outputs, job);
        var usual = ResultsAnswer.TypeOf(ordered);
        return (named ?? Acceptance.Of(http.Request).Prefer(usual, MediaType.Json, MultipartRelated.MediaType, MediaType.Page)) switch
        {
            MediaType.Page => ResourceAnswer.Page(http, answer.Document(form, job, outputs), [], PageOf(job, form, outputs)),
            MediaType.Json => BodyAnswer.Json(answer.Document(form, job, outputs), links),
            MultipartRelated.MediaType when usual != MultipartRelated.MediaType => answer.Parts(form, job, outputs),
            _ => ordered,
        };
    }

    /// <summary>An output as it is: what a link to it leads to.</summary>
    async Task<IResult> ReadOneAsync(string jobId, string outputId, HttpContext http)
    {
        var named = http.Request.Query.ContainsKey(Negotiation.Parameter) ? Negotiation.Choose(http.Request, MediaType.Json) : null;
        var job = await jobs.FindAsync(jobId, http.RequestAborted);
        if (!job.Kind.Process.Outputs.ContainsKey(outputId))
            throw Refusals.NoSuchOutput(job.Id, outputId, $"has no output of that name; it has {string.Join(", ", job.Kind.Process.Outputs.Keys)}");
        if (job.Status != JobStatus.Successful)
            return Unsuccessful(job);
        var output = (await store.ForAsync(job.Outputs, http.RequestAborted)).FirstOrDefault(given => given.Name == outputId)
            ?? throw Refusals.NoSuchOutput(job.Id, outputId, "has no value for it");
        if (output.Gone is { } reason)
            throw Refusals.OutputGone(job.Id, outputId, reason);
        var asked = ResultForm.Parse(job.ResultForm).Outputs?.FirstOrDefault(form => form.Name == outputId)?.MediaType;
        Negotiation.TellVaries(http.Response);
        var usual = RawOutput.Of(output, asked).MediaType;
        return RawOutput.Of(output, named ?? (Acceptance.Of(http.Request).Prefer(MediaType.Bare(usual), MediaType.Json) == MediaType.Json ? MediaType.Json : asked)).Answer([]);
    }

    /// <summary>The results document as people see it.</summary>
    Page PageOf(Job job, ResultForm form, IReadOnlyList<JobOutput> outputs)
    {
        var asked = form.OutputsOf(job.Kind.Process).Select(output => output.Name).ToHashSet();
        var given = outputs.Where(output => asked.Contains(output.Name)).ToList();
        return new Page("Results")
        {
            Section = JobListResource.Section,
            Path = JobPage.PathBelow(job, site),
            Body = $"""
                <p class="lead">Job {Code.Of(job.Id.ToString())}</p>
                {(given.Count == 0 ? $"""<p class="nothing">None of the outputs asked for has a value.</p>""" : facts.Of(job, given))}
                """,
        };
    }

    /// <summary>
    /// The form that the address names; null where it names none. Then the request that made the job decides (OGC 18-062r2) unless Accept
    /// likes another form better, and nothing is refused for what is missing or odd in it.
    /// </summary>
    /// <exception cref="RefusedException">400 for an unknown <c>f</c>.</exception>
    static string? FormOf(HttpRequest request) =>
        request.Query.ContainsKey(Negotiation.Parameter) ? Negotiation.Choose(request, MediaType.Json, MediaType.Page) : null;

    static ErrorAnswer Unsuccessful(Job job) => job.Status switch
    {
        JobStatus.Failed => new ErrorAnswer(job.Failure!),
        JobStatus.Dismissed => throw Refusals.JobGone(job.Id),
        var unfinished => throw Refusals.ResultNotReady(job.Id, unfinished),
    };
}
