using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>GET /jobs/{id}/results</c>: what a successful job has given, the cause of a failed one; below it each output by itself.</summary>
static class ResultsResource
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/jobs/{jobId}/results", [HttpMethods.Get, HttpMethods.Head], ReadAsync);
        routes.MapMethods("/jobs/{jobId}/results/{outputId}", [HttpMethods.Get, HttpMethods.Head], ReadOneAsync);
    }

    static async Task<IResult> ReadAsync(string jobId, HttpContext http, JobReading jobs, StoreWait store, ResultsAnswer answer, ResultsPage page, Addresses addresses)
    {
        var wish = ResultWish.Of(http.Request);
        var job = await jobs.FindAsync(jobId, http.RequestAborted);
        if (job.Status != JobStatus.Successful)
            return Unsuccessful(job);
        var outputs = await store.ForAsync(job.Outputs, http.RequestAborted);
        var form = ResultForm.Parse(job.ResultForm);
        List<Link> links = [Alternate.AsPage(addresses.Results(job.Id), http.Request)];
        Negotiation.TellVaries(http.Response);
        return wish switch
        {
            ResultWish.Page => ResourceAnswer.Page(http, answer.Document(form, job, outputs), [], page.Of(job, form, outputs)),
            ResultWish.Parts => answer.Parts(form, job, outputs),
            ResultWish.Document => BodyAnswer.Json(answer.Document(form, job, outputs), links),
            _ => answer.Of(form, job.Kind.Process, outputs, job),
        };
    }

    /// <summary>An output as it is: what a link to it leads to.</summary>
    static async Task<IResult> ReadOneAsync(string jobId, string outputId, HttpContext http, JobReading jobs, StoreWait store)
    {
        var asJson = http.Request.Query.ContainsKey(Negotiation.Parameter)
            ? Negotiation.Choose(http.Request, GatewayJson.MediaType) == GatewayJson.MediaType
            : ResultWish.Of(http.Request) == ResultWish.Document;
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
        return RawOutput.Of(output, asJson ? GatewayJson.MediaType : asked).Answer([]);
    }

    static ErrorAnswer Unsuccessful(Job job) => job.Status switch
    {
        JobStatus.Failed => new ErrorAnswer(job.Failure!),
        JobStatus.Dismissed => throw Refusals.JobGone(job.Id),
        var unfinished => throw Refusals.ResultNotReady(job.Id, unfinished),
    };
}
