using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Bulks;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Jobs;
using OrderSaga.Gateway.Json;
using OrderSaga.Jobs;

namespace OrderSaga.Gateway.Bulks;

/// <summary>A page of bulks.</summary>
sealed record BulkList(IReadOnlyList<BulkInfo> Bulks, IReadOnlyList<Link> Links);

/// <summary><c>GET /bulks</c>: newest first, by page.</summary>
static class BulkListResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/bulks", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static async Task<IResult> ReadAsync(HttpContext http, BulkQueries queries, StoreWait store, BulkListPage page, Addresses addresses, TimeProvider time)
    {
        var (limit, after) = Read(http.Request.Query);
        // One more than asked for tells whether there is a next page.
        var bulks = await store.ForAsync(token => queries.ListAsync(new JobFilter(), time.UtcNow(), limit + 1, after, token), http.RequestAborted);
        var listed = bulks.Take(limit).ToList();
        var figures = await store.ForAsync(token => queries.FiguresAsync(listed, token), http.RequestAborted);
        List<(Bulk Bulk, BulkFigures Figures)> rows = [.. listed.Zip(figures)];

        var links = new List<Link>
        {
            new(QueryText.Address(addresses.Bulks, http.Request), Relations.Self, GatewayJson.MediaType, "This page"),
            Alternate.AsPage(addresses.Bulks, http.Request),
        };
        if (bulks.Count > listed.Count)
        {
            var next = QueryText.Address(addresses.Bulks, http.Request, (QueryText.Cursor, JobCursor.Write(listed[^1].Created, listed[^1].CorrelationId)));
            links.Add(new Link(next, Relations.Next, GatewayJson.MediaType, "Next page"));
        }
        var list = new BulkList(rows.ConvertAll(row => BulkInfo.Of(row.Bulk, row.Figures, addresses)), links);
        return ResourceAnswer.Of(http, list, links, () => page.Of(rows, links, http.Request.Query));
    }

    static (int Limit, (DateTime, Guid)? After) Read(IQueryCollection query)
    {
        var faults = new List<FieldFault>();
        var limit = QueryText.Whole(query, QueryText.Limit, 1, QueryText.MostItems, faults);
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);
        var after = query[QueryText.Cursor].ToString();
        return (limit ?? QueryText.DefaultLimit, after.Length == 0 ? null : JobCursor.Read(after));
    }
}
