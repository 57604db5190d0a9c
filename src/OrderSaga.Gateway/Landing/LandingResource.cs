using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Landing;

/// <summary>The landing page (OGC 18-062r2, landingPage.yaml).</summary>
sealed record LandingPage(string Title, string Description, IReadOnlyList<Link> Links);

/// <summary><c>GET /</c>.</summary>
static class LandingResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], ReadAsync).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static Task<IResult> ReadAsync(HttpContext http, Addresses addresses, Overview overview)
    {
        var self = addresses.Landing + "/";
        List<Link> links =
        [
            new(self, Relations.Self, GatewayJson.MediaType, "This page"),
            Alternate.AsPage(self, http.Request),
            new(addresses.Definition, Relations.ServiceDesc, DefinitionResource.MediaType, "API definition"),
            new($"{addresses.Definition}?{Negotiation.Parameter}={Negotiation.Page}", Relations.ServiceDoc, PageAnswer.MediaType, "API documentation"),
            new(addresses.Conformance, Relations.Conformance, GatewayJson.MediaType, "Conformance classes"),
            new(addresses.Processes, Relations.Processes, GatewayJson.MediaType, "Processes"),
            new(addresses.Jobs, Relations.JobList, GatewayJson.MediaType, "Jobs"),
            new(addresses.Bulks, "bulks", GatewayJson.MediaType, "Bulk orders"),
        ];
        var landing = new LandingPage("OrderSaga", "Orders of products of a long term archive, by OGC API - Processes.", links);
        return ResourceAnswer.OfAsync(http, landing, links, () => overview.OfAsync(landing, http.RequestAborted));
    }
}
