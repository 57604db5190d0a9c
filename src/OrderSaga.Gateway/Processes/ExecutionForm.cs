using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Catalogue;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Reading;
using OrderSaga.Texts;

namespace OrderSaga.Gateway.Processes;

/// <summary>
/// <c>POST /processes/{id}/form</c>: what the form of a process's page says, as the execute request that a program would
/// send. It leads to what was started, or shows the form again: with what was wrong, with the answer, or with what it would come to.
/// </summary>
sealed class ExecutionForm(
    ProcessDirectory processes, ExecuteReader reader, KeyedPlacement placement, Callers callers, ResultsAnswer results, OutputFacts outputs, ProcessPage page, JsonValues values, Site site)
{
    /// <summary>Field with the name of this filling of the form.</summary>
    public const string Filling = "filling";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/processes/{processId}/form", (string processId, HttpContext http, ExecutionForm form) => form.SubmitAsync(processId, http))
            .AddEndpointFilter(PostedForm.OwnOnlyAsync);
        // Who reloads what came of it gets an empty form.
        routes.MapGet(
            "/processes/{processId}/form",
            (string processId, HttpContext http, ProcessDirectory processes, Site site) => PostedForm.LeadTo(http, site.Process(processes.Get(processId).Description.Id)));
    }

    async Task<IResult> SubmitAsync(string processId, HttpContext http)
    {
        var process = processes.Get(processId);
        var fields = await PostedForm.ReadAsync(http);
        var filled = FilledForm.Of(fields) with { Filling = (string?)fields[Filling] };
        try
        {
            var body = Body(process.Description, filled);
            var request = await reader.ReadAsync(body, process.Description, callers.OwnerOf(http), http.RequestAborted);
            return process switch
            {
                IForecasts forecasts when forecasts.WantsForecast(request) => await ForecastAsync(processId, forecasts, request, filled, http.RequestAborted),
                IMakesJobs makes => await PlaceAsync(makes, request, KeyOf(filled, body), body, http),
                IAnswers answers => await AnswerAsync(processId, answers, request, filled, http.RequestAborted),
                _ => throw new InvalidOperationException($"Process {process.Description.Id} neither answers nor makes jobs."),
            };
        }
        catch (RefusedException refused)
        {
            return Again(processId, filled with { Problem = ProblemOf(refused.Answer), Faults = refused.Answer.Errors ?? [] }, refused.Answer.Status);
        }
        catch (CatalogueFailedException failed)
        {
            return Again(processId, filled with { Problem = failed.Message }, StatusCodes.Status503ServiceUnavailable);
        }
    }

    PageAnswer Again(string processId, FilledForm filled, int status) => new(page.Of(processes.Describe(processId), filled), [], status: status);

    async Task<IResult> PlaceAsync(IMakesJobs process, ExecuteRequest request, string? key, JsonElement body, HttpContext http)
    {
        var jobId = await placement.PlaceAsync(process, request, key, body, http.RequestAborted);
        return PostedForm.LeadTo(http, process.Jobs.PageOf(jobId) ?? site.Job(jobId));
    }

    /// <summary>The answer, above the form that asks again.</summary>
    async Task<IResult> AnswerAsync(string processId, IAnswers process, ExecuteRequest request, FilledForm filled, CancellationToken aborted)
    {
        var given = await process.AnswerAsync(request, aborted);
        var document = JsonSerializer.SerializeToElement(results.Document(request.Form, process.Description, given), GatewayJson.Options);
        Markup answer = $"""
            <section class="forecast" id="answer" role="status"><h2>Answer</h2>
            {outputs.Of(job: null, given)}</section>

            """;
        return new PageAnswer(page.Of(processes.Describe(processId), filled with { Answer = answer }), [], document);
    }

    /// <summary>What the request would come to, above the form that would start it next.</summary>
    async Task<IResult> ForecastAsync(string processId, IForecasts process, ExecuteRequest request, FilledForm filled, CancellationToken aborted)
    {
        var forecast = JsonSerializer.SerializeToElement(await process.ForecastAsync(request, aborted), GatewayJson.Options);
        Markup answer = $"""
            <section class="forecast" id="forecast" role="status"><h2>What it would come to</h2>
            <p>Nothing was started. The form below starts it.</p>
            {values.FactsOf(forecast)}</section>

            """;
        var next = filled.Without(InputField.Prefix + process.ForecastInput) with { Answer = answer };
        return new PageAnswer(page.Of(processes.Describe(processId), next), [], forecast);
    }

    /// <exception cref="RefusedException">A text that has to be JSON is none.</exception>
    static JsonElement Body(ProcessDescription process, FilledForm filled)
    {
        var inputs = new Dictionary<string, JsonElement>();
        var faults = new FoundFaults();
        foreach (var field in ProcessForm.FieldsOf(process).Where(field => filled.Typed.ContainsKey(field.Id)))
        {
            var typed = filled.Typed[field.Id];
            if (field.Read(typed) is { } value)
                inputs.Add(field.Name, value);
            else
                faults.Add(new FieldFault(field.Id, Excerpt.Of(typed), "must be JSON"));
        }
        return faults.Count == 0 ? JsonSerializer.SerializeToElement(new { inputs, response = "document" }) : throw Refusals.Invalid(faults);
    }

    /// <summary>The same filling with the same content is one job, however often its button is pressed.</summary>
    static string? KeyOf(FilledForm filled, JsonElement body) => Guid.TryParse(filled.Filling, out var filling) ? $"form {filling} {CanonicalJson.Digest(body)}" : null;

    static string ProblemOf(ExceptionInfo answer) => answer is { Errors.Count: > 0, Status: StatusCodes.Status400BadRequest } ? "Not accepted; nothing was started." : answer.Detail ?? answer.Title;
}
