using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Jobs;

namespace OrderSaga.Gateway.Bulks;

/// <summary><c>POST /bulks/{id}/dismissal</c>: what DELETE of its job is for programs. It leads back to the bulk's page, which tells what was refused.</summary>
sealed class BulkDismissalForm(JobDismissal dismissal, BulkQueries queries, StoreWait store, BulkPage page, Site site)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/bulks/{bulkId}/dismissal", (string bulkId, HttpContext http, BulkDismissalForm form) => form.SubmitAsync(bulkId, http))
            .AddEndpointFilter(PostedForm.OwnOnlyAsync);
        routes.MapGet("/bulks/{bulkId:guid}/dismissal", (Guid bulkId, HttpContext http, Site site) => PostedForm.LeadTo(http, site.Bulk(bulkId)));
    }

    async Task<IResult> SubmitAsync(string bulkId, HttpContext http)
    {
        var bulk = await BulkResource.FindAsync(bulkId, queries, store, http.RequestAborted);
        var fields = await PostedForm.ReadAsync(http);
        try
        {
            await dismissal.DismissAsync(bulkId, fields[BulkActions.Cascade] == "true", http.RequestAborted);
            return PostedForm.LeadTo(http, site.Bulk(bulk.CorrelationId));
        }
        catch (RefusedException refused) when (refused.Answer.Status == StatusCodes.Status410Gone)
        {
            var figures = await store.ForAsync(token => queries.FiguresAsync(bulk, token), http.RequestAborted);
            return new PageAnswer(
                await page.OfAsync(bulk, figures, "This bulk was dismissed before; nothing was changed.", http.RequestAborted), [], status: refused.Answer.Status);
        }
    }
}
