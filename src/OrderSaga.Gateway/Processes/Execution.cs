using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using OrderSaga.Gateway.Events;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Processes;

/// <summary><c>POST /processes/{id}/execution</c>.</summary>
static class ExecutionResource
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/processes/{processId}/execution", ExecuteAsync);

    static async Task<IResult> ExecuteAsync(
        string processId, HttpContext http, ProcessDirectory processes, ExecuteReader reader, Execution execution, Callers callers, IOptions<GatewayOptions> options)
    {
        var process = processes.Get(processId);
        var key = KeyHeader.Read(http.Request);
        using var body = await JsonBody.ReadAsync(http.Request, options.Value);
        var request = await reader.ReadAsync(body.RootElement, process.Description, callers.OwnerOf(http), http.RequestAborted);
        return await execution.RunAsync(process, request, key, body.RootElement, http);
    }
}

/// <summary>Executes a request in the mode that its process offers and its client prefers (OGC 18-062r2, job-creation-default-execution-mode).</summary>
sealed class Execution(KeyedPlacement placement, JobReading jobs, JobEnding ending, JobView view, ResultsAnswer results, StoreWait store, Addresses addresses)
{
    public Task<IResult> RunAsync(IProcess process, ExecuteRequest request, string? key, JsonElement body, HttpContext http)
    {
        if (process is IForecasts forecasts && forecasts.WantsForecast(request))
            return ForecastAsync(forecasts, request, http);
        var preferences = Preferences.Of(http.Request);
        var (answers, makes) = (process as IAnswers, process as IMakesJobs);
        var inTime = answers is not null && preferences.Wait >= answers.TimeOf(request);
        if (makes is not null && (answers is null || (preferences.RespondAsync && !inTime)))
            return PlaceAsync(makes, request, key, body, preferences, http);
        if (answers is null)
            throw new InvalidOperationException($"Process {process.Description.Id} neither answers nor makes jobs.");
        if (inTime)
            preferences.TellWaitApplied(http.Response);
        // Links need something to lead to, which only a job can be.
        return makes is not null && request.Form.HasReferences ? WaitAsync(makes, request, key, body, http) : AnswerAsync(answers, request, http);
    }

    /// <summary>Stores a job and answers with its status.</summary>
    async Task<IResult> PlaceAsync(IMakesJobs process, ExecuteRequest request, string? key, JsonElement body, Preferences preferences, HttpContext http)
    {
        var jobId = await placement.PlaceAsync(process, request, key, body, http.RequestAborted);
        var job = await jobs.FindAsync(jobId, http.RequestAborted) ?? throw new InvalidOperationException($"Job {jobId} was stored and is not in the database.");
        http.Response.Headers.Location = addresses.Job(jobId);
        preferences.TellAsyncApplied(http.Response);
        return BodyAnswer.Json(view.Of(job), StatusCodes.Status201Created);
    }

    static async Task<IResult> ForecastAsync(IForecasts process, ExecuteRequest request, HttpContext http) =>
        BodyAnswer.Json(await process.ForecastAsync(request, http.RequestAborted));

    /// <summary>Answers with the outputs, without a job.</summary>
    async Task<IResult> AnswerAsync(IAnswers process, ExecuteRequest request, HttpContext http) =>
        results.Of(request.Form, process.Description, await process.AnswerAsync(request, http.RequestAborted), job: null, http.Request);

    /// <summary>Answers with the outputs of a job, once it has ended.</summary>
    async Task<IResult> WaitAsync(IMakesJobs process, ExecuteRequest request, string? key, JsonElement body, HttpContext http)
    {
        var jobId = await placement.PlaceAsync(process, request, key, body, http.RequestAborted);
        var job = await ending.WaitAsync(jobId, http.RequestAborted);
        var outputs = await store.ForAsync(job.Outputs, http.RequestAborted);
        // A job made for a synchronous answer is told of (OGC 18-062r2, job-creation-sync-monitor).
        return results.Of(request.Form, process.Description, outputs, job, http.Request, new Link(addresses.Job(jobId), Relations.Monitor, MediaType.Json));
    }
}
