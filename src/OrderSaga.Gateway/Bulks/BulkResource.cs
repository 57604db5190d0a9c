using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Bulks;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Ogc;
using OrderSaga.Gateway.Orders;

namespace OrderSaga.Gateway.Bulks;

/// <summary><c>GET /bulks/{id}</c>: the whole bulk.</summary>
static class BulkResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/bulks/{bulkId}", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static async Task<IResult> ReadAsync(string bulkId, HttpContext http, BulkQueries queries, StoreWait store, BulkPage page, Addresses addresses)
    {
        var bulk = await FindAsync(bulkId, queries, store, http.RequestAborted);
        var figures = await store.ForAsync(token => queries.FiguresAsync(bulk, token), http.RequestAborted);
        var info = BulkInfo.Of(bulk, figures, addresses);
        return await ResourceAnswer.OfAsync(http, info, info.Links, () => page.OfAsync(bulk, figures, problem: null, http.RequestAborted));
    }

    /// <exception cref="RefusedException">404: there is no such bulk.</exception>
    public static async Task<Bulk> FindAsync(string bulkId, BulkQueries queries, StoreWait store, CancellationToken aborted) =>
        Guid.TryParseExact(bulkId, "D", out var id) && await store.ForAsync(token => queries.FindAsync(id, token), aborted) is { } bulk
            ? bulk
            : throw Refusals.NoSuch("bulk", bulkId);
}

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
