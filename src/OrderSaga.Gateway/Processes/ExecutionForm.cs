using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Intake;
using OrderSaga.Regards;

namespace OrderSaga.Gateway.Processes;

/// <summary>
/// <c>POST /processes/{id}/form</c>: what the form of a process's page says, as the execute request that a program would
/// send. It leads to the new job, or shows the form again with what was wrong.
/// </summary>
sealed class ExecutionForm(ProcessDirectory processes, ExecuteReader reader, KeyedPlacement placement, Callers callers, ProcessPage page, Site site)
{
    /// <summary>Field with the name of this filling of the form.</summary>
    public const string Filling = "filling";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/processes/{processId}/form", (string processId, HttpContext http, ExecutionForm form) => form.SubmitAsync(processId, http))
            .AddEndpointFilter(PostedForm.OwnOnlyAsync);
        // Who reloads what came of it gets an empty form.
        routes.MapGet("/processes/{processId}/form", (string processId, HttpContext http, ProcessDirectory processes, Site site) => PostedForm.LeadTo(http, site.Process(processes.Get(processId).Description.Id)));
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
            return PostedForm.LeadTo(http, site.Job(await placement.PlaceAsync(process, request, KeyOf(filled, body), body, http.RequestAborted)));
        }
        catch (RefusedException refused) when (refused.Answer.Status != StatusCodes.Status404NotFound)
        {
            var again = filled with { Problem = ProblemOf(refused.Answer), Faults = refused.Answer.Errors ?? [] };
            return new PageAnswer(page.Of(processes.Describe(processId), again), [], status: refused.Answer.Status);
        }
    }

    /// <exception cref="RefusedException">A text that has to be JSON is none.</exception>
    static JsonElement Body(ProcessDescription process, FilledForm filled)
    {
        var inputs = new Dictionary<string, JsonElement>();
        var faults = new List<FieldFault>();
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
