using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Errors;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Processes;

/// <summary>A page of processes (OGC 18-062r2, processList.yaml).</summary>
sealed record ProcessList(IReadOnlyList<ProcessSummary> Processes, IReadOnlyList<Link> Links);

/// <summary><c>GET /processes</c>.</summary>
static class ProcessListResource
{
    const string Offset = "offset";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/processes", [HttpMethods.Get, HttpMethods.Head], Read).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static IResult Read(HttpContext http, ProcessDirectory processes, Addresses addresses, ProcessListPage page)
    {
        var request = http.Request;
        var faults = new List<FieldFault>();
        var limit = QueryText.Whole(request.Query, QueryText.Limit, 1, QueryText.MostItems, faults) ?? QueryText.DefaultLimit;
        var offset = QueryText.Whole(request.Query, Offset, 0, int.MaxValue, faults) ?? 0;
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);

        var all = processes.Summaries;
        var links = new List<Link>
        {
            new(QueryText.Address(addresses.Processes, request), Relations.Self, GatewayJson.MediaType, "This page"),
            Alternate.AsPage(addresses.Processes, request),
        };
        if (all.Count - limit > offset)
        {
            var next = QueryText.Address(addresses.Processes, request, (Offset, (offset + limit).ToString(CultureInfo.InvariantCulture)));
            links.Add(new Link(next, Relations.Next, GatewayJson.MediaType, "Next page"));
        }
        var list = new ProcessList([.. all.Skip(offset).Take(limit)], links);
        return ResourceAnswer.Of(http, list, links, () => page.Of(list));
    }
}
