using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Landing;

/// <summary>The landing page (OGC 18-062r2, landingPage.yaml).</summary>
sealed record LandingPage(string Title, string Description, IReadOnlyList<Link> Links);

/// <summary><c>GET /</c>.</summary>
static class LandingResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], Read).AddEndpointFilter(Negotiation.JsonOnlyAsync);

    static BodyAnswer Read(Addresses addresses)
    {
        List<Link> links =
        [
            new(addresses.Landing + "/", Relations.Self, GatewayJson.MediaType, "This page"),
            new(addresses.Definition, Relations.ServiceDesc, DefinitionResource.MediaType, "API definition"),
            new(addresses.Conformance, Relations.Conformance, GatewayJson.MediaType, "Conformance classes"),
            new(addresses.Processes, Relations.Processes, GatewayJson.MediaType, "Processes"),
            new(addresses.Jobs, Relations.JobList, GatewayJson.MediaType, "Jobs"),
        ];
        return BodyAnswer.Json(new LandingPage("OrderSaga", "Orders of products of a long term archive, by OGC API - Processes.", links), links);
    }
}
