using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Batches;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Batches;

/// <summary><c>/batches/{id}</c>: a batch, triggered or not. DELETE discards a prepared one, and is the job's dismissal for any other.</summary>
static class BatchResource
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/batches/{batchId}", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);
        routes.MapDelete("/batches/{batchId}", DismissAsync);
    }

    static async Task<IResult> ReadAsync(string batchId, HttpContext http, BatchQueries queries, StoreWait store, BatchPage page, Addresses addresses)
    {
        var batch = await FindAsync(batchId, queries, store, http.RequestAborted);
        var info = BatchInfo.Of(batch, addresses);
        return await ResourceAnswer.OfAsync(http, info, info.Links, () => page.OfAsync(batch, refusal: null, http.RequestAborted));
    }

    static async Task<IResult> DismissAsync(
        string batchId, HttpContext http, BatchDesk desk, BatchQueries queries, StoreWait store, Addresses addresses)
    {
        var batch = await FindAsync(batchId, queries, store, http.RequestAborted);
        var answer = await store.ForAsync(token => desk.DismissAsync(batch.CorrelationId, owner: null, reason: null, remove: true, token), http.RequestAborted);
        return answer switch
        {
            DismissalAnswer.Unknown => throw Refusals.NoSuch("batch", batchId),
            DismissalAnswer.AlreadyFinished => throw Refusals.Status(StatusCodes.Status410Gone, $"Batch {batchId} was dismissed or discarded before."),
            _ => Answer(await FindAsync(batchId, queries, store, http.RequestAborted), addresses),
        };
    }

    /// <exception cref="RefusedException">404: there is no such batch.</exception>
    public static async Task<Batch> FindAsync(string batchId, BatchQueries queries, StoreWait store, CancellationToken aborted) =>
        Guid.TryParseExact(batchId, "D", out var id) && await store.ForAsync(token => queries.FindAsync(id, token), aborted) is { } batch
            ? batch
            : throw Refusals.NoSuch("batch", batchId);

    static BodyAnswer Answer(Batch batch, Addresses addresses)
    {
        var info = BatchInfo.Of(batch, addresses);
        return BodyAnswer.Json(info, info.Links);
    }
}
