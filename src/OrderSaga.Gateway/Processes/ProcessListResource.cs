using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Contracts;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Processes;

/// <summary>A page of processes (OGC 18-062r2, processList.yaml).</summary>
sealed record ProcessList(IReadOnlyList<ProcessSummary> Processes, IReadOnlyList<Link> Links);

/// <summary><c>GET /processes</c>.</summary>
sealed class ProcessListResource(ProcessDirectory processes, Addresses addresses, Site site)
{
    const string Offset = "offset";

    public static Section Section { get; } = new(
        1, "Processes", site => site.Processes, addresses => new Link(addresses.Processes, Relations.Processes, MediaType.Json, "Processes"));

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/processes", [HttpMethods.Get, HttpMethods.Head], (HttpContext http, ProcessListResource list) => list.Read(http))
            .AddEndpointFilter(Negotiation.JsonOrPageAsync);

    IResult Read(HttpContext http)
    {
        var request = http.Request;
        var faults = new FoundFaults();
        var limit = QueryText.Whole(request.Query, QueryText.Limit, 1, QueryText.MostItems, faults) ?? QueryText.DefaultLimit;
        var offset = QueryText.Whole(request.Query, Offset, 0, int.MaxValue, faults) ?? 0;
        if (faults.Count > 0)
            throw Refusals.Invalid(faults);

        var all = processes.Summaries;
        (string, string)? next = all.Count - limit > offset ? (Offset, (offset + limit).ToString(CultureInfo.InvariantCulture)) : null;
        var links = PageLinks.Of(addresses.Processes, request, next);
        var list = new ProcessList([.. all.Skip(offset).Take(limit)], links);
        return ResourceAnswer.Of(http, list, links, () => PageOf(list));
    }

    Page PageOf(ProcessList list) => new("Processes")
    {
        Section = Section,
        Body = $"""
            {Markup.Each(list.Processes, Show)}
            {Paging.Of(null, list.Links.FirstOrDefault(link => link.Rel == Relations.Next) is { } next ? site.Path(next.Href) : null)}
            """,
    };

    Markup Show(ProcessSummary process) => $"""
        <section class="process"><h2>{Anchor.To(site.Process(process.Id), process.Title)}</h2>
        <p>{process.Description}</p>
        {ProcessPage.FactsOf(process)}</section>

        """;
}
