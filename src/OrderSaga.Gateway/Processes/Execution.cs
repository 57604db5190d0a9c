using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Events;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Processes;

/// <summary>Executes a request in the mode that its process offers and its client prefers (OGC 18-062r2, job-creation-default-execution-mode).</summary>
sealed class Execution(KeyedPlacement placement, JobReading jobs, JobEnding ending, JobView view, ResultsAnswer results, StoreWait store, Addresses addresses)
{
    public Task<IResult> RunAsync(IProcess process, ExecuteRequest request, string? key, JsonElement body, HttpContext http)
    {
        if (process is IForecastingProcess forecasting && forecasting.WantsForecast(request))
            return ForecastAsync(forecasting, request, http);
        var preferences = Preferences.Of(http.Request);
        if (process is not ISyncProcess sync)
            return PlaceAsync(process, request, key, body, preferences, http);
        var inTime = preferences.Wait >= sync.TimeOf(request);
        if (preferences.RespondAsync && !inTime)
            return PlaceAsync(process, request, key, body, preferences, http);
        if (inTime)
            preferences.TellWaitApplied(http.Response);
        // Links need something to lead to, which only a job can be.
        return request.Form.HasReferences ? WaitAsync(process, request, key, body, http) : AnswerAsync(sync, request, http);
    }

    /// <summary>Stores a job and answers with its status.</summary>
    async Task<IResult> PlaceAsync(IProcess process, ExecuteRequest request, string? key, JsonElement body, Preferences preferences, HttpContext http)
    {
        var jobId = await placement.PlaceAsync(process, request, key, body, http.RequestAborted);
        var job = await jobs.FindAsync(jobId, http.RequestAborted) ?? throw new InvalidOperationException($"Job {jobId} was stored and is not in the database.");
        http.Response.Headers.Location = addresses.Job(jobId);
        preferences.TellAsyncApplied(http.Response);
        return BodyAnswer.Json(view.Of(job), StatusCodes.Status201Created);
    }

    static async Task<IResult> ForecastAsync(IForecastingProcess process, ExecuteRequest request, HttpContext http) =>
        BodyAnswer.Json(await process.ForecastAsync(request, http.RequestAborted));

    /// <summary>Answers with the outputs, without a job.</summary>
    async Task<IResult> AnswerAsync(ISyncProcess process, ExecuteRequest request, HttpContext http) =>
        results.Of(request.Form, process.Description, await process.RunAsync(request, http.RequestAborted), job: null);

    /// <summary>Answers with the outputs of a job, once it has ended.</summary>
    async Task<IResult> WaitAsync(IProcess process, ExecuteRequest request, string? key, JsonElement body, HttpContext http)
    {
        var jobId = await placement.PlaceAsync(process, request, key, body, http.RequestAborted);
        var job = await ending.WaitAsync(jobId, http.RequestAborted);
        var outputs = await store.ForAsync(job.Outputs, http.RequestAborted);
        // A job made for a synchronous answer is told of (OGC 18-062r2, job-creation-sync-monitor).
        return results.Of(request.Form, process.Description, outputs, job, new Link(addresses.Job(jobId), Relations.Monitor, GatewayJson.MediaType));
    }
}
