using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Landing;

/// <summary>The conformance classes served (OGC 18-062r2, confClasses.yaml).</summary>
sealed record ConformanceDeclaration(IReadOnlyList<string> ConformsTo);

/// <summary><c>GET /conformance</c>.</summary>
static class ConformanceResource
{
    const string Classes = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";

    static readonly ConformanceDeclaration _declaration =
        new([Classes + "core", Classes + "ogc-process-description", Classes + "json", Classes + "job-list", Classes + "callback", Classes + "dismiss"]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/conformance", [HttpMethods.Get, HttpMethods.Head], () => BodyAnswer.Json(_declaration)).AddEndpointFilter(Negotiation.JsonOnlyAsync);
}
