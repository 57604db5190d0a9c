using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Jobs;

/// <summary>
/// Whether a client names a form when it fetches results. The request that made the job decides (OGC 18-062r2), so what is
/// missing or odd in Accept means that form, and nothing is refused for it.
/// </summary>
enum ResultWish
{
    AsOrdered,
    Document,
    Parts,
}

static class ResultWishes
{
    extension(ResultWish)
    {
        /// <exception cref="RefusedException">400 for an unknown <c>f</c>.</exception>
        public static ResultWish Of(HttpRequest request)
        {
            if (request.Query.ContainsKey(Negotiation.Parameter))
            {
                Negotiation.Choose(request, GatewayJson.MediaType);
                return ResultWish.Document;
            }
            var accepted = Acceptance.Of(request);
            return (accepted.QualityNamed(GatewayJson.MediaType), accepted.QualityNamed(MultipartRelated.MediaType)) switch
            {
                var (json, parts) when parts > json => ResultWish.Parts,
                var (json, parts) when json > parts => ResultWish.Document,
                _ => ResultWish.AsOrdered,
            };
        }
    }
}
