using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Landing;

/// <summary>The conformance classes served (OGC 18-062r2, confClasses.yaml).</summary>
sealed record ConformanceDeclaration(IReadOnlyList<string> ConformsTo);

/// <summary><c>GET /conformance</c>.</summary>
static class ConformanceResource
{
    const string Classes = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";

    static readonly ConformanceDeclaration Declaration = new(
    [
        .. new[] { "core", "ogc-process-description", "json", "html", "oas30", "job-list", "callback", "dismiss" }.Select(name => Classes + name),
    ]);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/conformance", [HttpMethods.Get, HttpMethods.Head], Read).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    static IResult Read(HttpContext http, Addresses addresses)
    {
        // The schema of this document has no place for links; the header has.
        List<Link> links = [new(addresses.Conformance, Relations.Self, MediaType.Json, "This declaration"), Alternate.AsPage(addresses.Conformance, http.Request)];
        return ResourceAnswer.Of(http, Declaration, links, Show);
    }

    static Page Show() => new("Conformance")
    {
        IsComplete = true,
        Body = $"""
            <p class="lead">The service keeps to these classes of OGC API - Processes, Part 1: Core 1.0 (OGC 18-062r2).</p>
            <ul class="plain">
            {Markup.Each(Declaration.ConformsTo, name => $"<li><code>{name}</code></li>\n")}</ul>

            """,
    };
}
