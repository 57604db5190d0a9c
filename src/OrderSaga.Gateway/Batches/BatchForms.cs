using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Batches;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Orders;

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
        if (BatchOrderTrigger.StartedBy(result.Answer) is { } started)
            return PostedForm.LeadTo(http, fields[BatchActions.From] == BatchActions.Bulk ? site.Bulk(batch.BulkId) : site.Batch(started));
        var refusal = BatchRefusal.Of(result, typed);
        var now = await BatchResource.FindAsync(batchId, queries, store, http.RequestAborted);
        return new PageAnswer(await page.OfAsync(now, refusal, http.RequestAborted), [], status: refusal.Status);
    }
}

/// <summary><c>POST /batches/{id}/dismissal</c>: what DELETE is for programs. It leads back to the batch's page, which tells what was refused.</summary>
sealed class BatchDismissalForm(BatchDesk desk, BatchQueries queries, StoreWait store, BatchPage page, Site site)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/batches/{batchId}/dismissal", (string batchId, HttpContext http, BatchDismissalForm form) => form.SubmitAsync(batchId, http))
            .AddEndpointFilter(PostedForm.OwnOnlyAsync);
        routes.MapGet("/batches/{batchId:guid}/dismissal", (Guid batchId, HttpContext http, Site site) => PostedForm.LeadTo(http, site.Batch(batchId)));
    }

    async Task<IResult> SubmitAsync(string batchId, HttpContext http)
    {
        var batch = await BatchResource.FindAsync(batchId, queries, store, http.RequestAborted);
        var answer = await store.ForAsync(token => desk.DismissAsync(batch.CorrelationId, owner: null, reason: null, remove: true, token), http.RequestAborted);
        if (answer is not (DismissalAnswer.AlreadyFinished or DismissalAnswer.Unknown))
            return PostedForm.LeadTo(http, site.Batch(batch.CorrelationId));
        var refusal = new BatchRefusal(StatusCodes.Status410Gone, "It was dismissed or discarded before; nothing was changed.");
        return new PageAnswer(await page.OfAsync(batch, refusal, http.RequestAborted), [], status: refusal.Status);
    }
}

/// <summary>Why what a form asked of a batch was not done, in words for its page.</summary>
/// <param name="Status">The HTTP status, that of the same refusal to a program.</param>
sealed record BatchRefusal(int Status, string Problem)
{
    /// <summary>What stands in the field.</summary>
    public string? Priority { get; init; }

    /// <summary>Why that is wrong.</summary>
    public IReadOnlyList<string> PriorityRules { get; init; } = [];

    /// <param name="result">A trigger that did nothing.</param>
    /// <param name="priority">As it was typed.</param>
    public static BatchRefusal Of(TriggerResult result, string? priority) => Of(result) with { Priority = priority };

    static BatchRefusal Of(TriggerResult result) => result.Answer switch
    {
        null => new(StatusCodes.Status400BadRequest, "Not accepted; nothing was started.") { PriorityRules = [.. result.Faults.Select(RuleOf)] },
        TriggerAnswer.AlreadyFinished ended => new(StatusCodes.Status409Conflict, $"It has already ended {ended.Status}; nothing was started."),
        TriggerAnswer.PriorityDiffers other when other.BatchId == result.BatchId =>
            new(StatusCodes.Status409Conflict, $"It was already started with priority {other.Priority}, which it keeps."),
        TriggerAnswer.PriorityDiffers other => new(StatusCodes.Status409Conflict, $"Its second try is already under way with priority {other.Priority}, which it keeps."),
        TriggerAnswer.Discarded => new(StatusCodes.Status410Gone, "It was discarded and can't be started any more."),
        TriggerAnswer.NothingToRetry => new(StatusCodes.Status409Conflict, "Everything that could be tried again has come; nothing was started."),
        TriggerAnswer.Unknown => new(StatusCodes.Status404NotFound, "It belongs to another owner, who alone can start it."),
        var other => throw new InvalidOperationException($"A trigger was refused by {other}."),
    };

    static string RuleOf(FieldFault fault) => fault.Field == "priority" ? fault.Rule : $"{fault.Field} {fault.Rule}";
}
