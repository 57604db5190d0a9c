using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Batches;
using OrderSaga.Gateway.Html;

namespace OrderSaga.Gateway.Batches;

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
