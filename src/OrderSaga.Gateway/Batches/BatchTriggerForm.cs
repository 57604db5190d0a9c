using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Batches;

/// <summary>
/// <c>POST /batches/{id}/trigger</c>: what executing batch-order-trigger is for programs. It leads to the batch that was
/// started, or shows the batch's page with what stood in the way.
/// </summary>
sealed class BatchTriggerForm(BatchDesk desk, BatchQueries queries, StoreWait store, Callers callers, BatchPage page, Site site)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/batches/{batchId}/trigger", (string batchId, HttpContext http, BatchTriggerForm form) => form.SubmitAsync(batchId, http))
            .AddEndpointFilter(PostedForm.OwnOnlyAsync);
        // Who reloads a refusal sees how the batch stands.
        routes.MapGet("/batches/{batchId:guid}/trigger", (Guid batchId, HttpContext http, Site site) => PostedForm.LeadTo(http, site.Batch(batchId)));
    }

    async Task<IResult> SubmitAsync(string batchId, HttpContext http)
    {
        var batch = await BatchResource.FindAsync(batchId, queries, store, http.RequestAborted);
        var fields = await PostedForm.ReadAsync(http);
        var priority = BatchActions.PriorityOf(batch);
        var typed = (string?)fields[priority.Id] is { Length: > 0 } text ? text : null;
        var inputs = new Dictionary<string, JsonElement>
        {
            ["batch_id"] = JsonSerializer.SerializeToElement(batch.CorrelationId),
            ["retry_failed"] = JsonSerializer.SerializeToElement(fields[BatchActions.RetryFailed] == "true"),
        };
        if (typed is not null)
            inputs[priority.Name] = priority.Read(typed)!.Value;

        var result = await store.ForAsync(
            token => desk.TriggerInputsAsync(inputs, ResultForm.Document.ToString(), callers.OwnerOf(http), faulty: false, token), http.RequestAborted);
        if (StartedBy(result.Answer) is { } started)
            return PostedForm.LeadTo(http, fields[BatchActions.From] == BatchActions.Bulk ? site.Bulk(batch.BulkId) : site.Batch(started));
        var refusal = BatchRefusal.Of(result, typed);
        var now = await BatchResource.FindAsync(batchId, queries, store, http.RequestAborted);
        return new PageAnswer(await page.OfAsync(now, refusal, http.RequestAborted), [], status: refusal.Status);
    }

    static Guid? StartedBy(TriggerAnswer? answer) => answer switch
    {
        TriggerAnswer.Started started => started.BatchId,
        TriggerAnswer.AlreadyStarted started => started.BatchId,
        TriggerAnswer.Retried retried => retried.BatchId,
        _ => null,
    };
}
