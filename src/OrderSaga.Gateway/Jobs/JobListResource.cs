using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;
using OrderSaga.Orders;
using OrderSaga.Persistence;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>GET /jobs</c>: newest first, by page.</summary>
static class JobListResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/jobs", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOnlyAsync);

    static async Task<IResult> ReadAsync(
        HttpContext http, ProcessNames processes, OrderQueries queries, StoreWait store, JobView view, Addresses addresses, TimeProvider time)
    {
        var query = JobListQuery.Read(http.Request.Query, processes);
        // One more than asked for tells whether there is a next page.
        IReadOnlyList<Order> orders = query.Filter is not { } filter
            ? []
            : await store.ForAsync(token => queries.ListAsync(filter, time.UtcNow(), query.Limit + 1, query.After, token), http.RequestAborted);
        var page = orders.Take(query.Limit).ToList();

        var links = new List<Link> { new(Address(addresses, http.Request, null), Relations.Self, GatewayJson.MediaType, "This page") };
        if (orders.Count > page.Count)
            links.Add(new Link(Address(addresses, http.Request, JobCursor.Write(page[^1])), Relations.Next, GatewayJson.MediaType, "Next page"));
        return BodyAnswer.Json(new JobList(page.ConvertAll(view.Of), links));
    }

    /// <summary>This request's address with its filters and limit, and with another cursor when one is given.</summary>
    static string Address(Addresses addresses, HttpRequest request, string? cursor)
    {
        var query = new QueryBuilder();
        foreach (var (name, values) in request.Query)
        {
            if (cursor is null || !name.Equals(JobListQuery.Cursor, StringComparison.OrdinalIgnoreCase))
                query.Add(name, values.Select(value => value ?? ""));
        }
        if (cursor is not null)
            query.Add(JobListQuery.Cursor, cursor);
        return addresses.Jobs + query.ToQueryString();
    }
}
