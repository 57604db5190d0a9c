using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
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
    Page,
}

static class ResultWishes
{
    static readonly (ResultWish Wish, string MediaType)[] _named =
    [
        (ResultWish.Document, GatewayJson.MediaType),
        (ResultWish.Parts, MultipartRelated.MediaType),
        (ResultWish.Page, PageAnswer.MediaType),
    ];

    extension(ResultWish)
    {
        /// <exception cref="RefusedException">400 for an unknown <c>f</c>.</exception>
        public static ResultWish Of(HttpRequest request)
        {
            if (request.Query.ContainsKey(Negotiation.Parameter))
                return Negotiation.Choose(request, GatewayJson.MediaType, PageAnswer.MediaType) == PageAnswer.MediaType ? ResultWish.Page : ResultWish.Document;
            var accepted = Acceptance.Of(request);
            var best = _named.Select(form => (form.Wish, Quality: accepted.QualityNamed(form.MediaType))).OrderByDescending(form => form.Quality).ToList();
            return best[0].Quality > best[1].Quality ? best[0].Wish : ResultWish.AsOrdered;
        }
    }
}
