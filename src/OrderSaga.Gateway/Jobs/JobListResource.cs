using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Jobs;

/// <summary><c>GET /jobs</c>: newest first, by page.</summary>
static class JobListResource
{
    // Nobody reads more at once; the next page is a link away.
    const int MostRows = 1000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/jobs", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static async Task<IResult> ReadAsync(HttpContext http, ProcessDirectory processes, JobReading reading, JobView view, JobListPage page, Addresses addresses)
    {
        var query = JobListQuery.Read(http.Request.Query, processes);
        if (Negotiation.WantsPage(http.Request))
            query = query with { Limit = Math.Min(query.Limit, MostRows) };
        // One more than asked for tells whether there is a next page.
        var jobs = await reading.ListAsync(query, http.RequestAborted);
        var listed = jobs.Take(query.Limit).ToList();

        var links = new List<Link>
        {
            new(QueryText.Address(addresses.Jobs, http.Request), Relations.Self, GatewayJson.MediaType, "This page"),
            Alternate.AsPage(addresses.Jobs, http.Request),
        };
        if (jobs.Count > listed.Count)
            links.Add(new Link(QueryText.Address(addresses.Jobs, http.Request, (QueryText.Cursor, JobCursor.Write(listed[^1].Created, listed[^1].Id))), Relations.Next, GatewayJson.MediaType, "Next page"));
        return ResourceAnswer.Of(http, new JobList(listed.ConvertAll(view.Of), links), links, () => page.Of(listed, links, http.Request.Query));
    }
}
