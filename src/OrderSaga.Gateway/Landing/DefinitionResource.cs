using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Json;

namespace OrderSaga.Gateway.Landing;

/// <summary><c>GET /api</c>: the API definition, OpenAPI 3.0; and a page made of it.</summary>
static class DefinitionResource
{
    /// <summary>To the letter: clients compare it as a text.</summary>
    public const string MediaType = "application/vnd.oai.openapi+json;version=3.0";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/api", [HttpMethods.Get, HttpMethods.Head], Read);

    static IResult Read(HttpContext http, DefinitionDocument definition, Addresses addresses)
    {
        // The definition has one form under two names: a client that asks for plain JSON can read it.
        var accepted = Negotiation.Choose(http.Request, MediaType.Split(';')[0], GatewayJson.MediaType, PageAnswer.MediaType);
        Negotiation.TellVaries(http.Response);
        if (accepted == PageAnswer.MediaType)
            return new PageAnswer(DefinitionPage.Of(definition.Root), [Alternate.AsJson(addresses.Definition, http.Request, MediaType)]);
        http.Response.Headers.Link = Alternate.AsPage(addresses.Definition, http.Request).Header;
        return new BodyAnswer(definition.Body, accepted == GatewayJson.MediaType && !http.Request.Query.ContainsKey(Negotiation.Parameter) ? accepted : MediaType);
    }
}
