using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Landing;

/// <summary><c>GET /api</c>: the API definition, OpenAPI 3.0, of which the public address alone is filled in.</summary>
static class DefinitionResource
{
    /// <summary>To the letter: clients compare it as a text.</summary>
    public const string MediaType = "application/vnd.oai.openapi+json;version=3.0";

    const string ServerPlace = "{server}";

    static readonly string _document = Load();

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/api", [HttpMethods.Get, HttpMethods.Head], Read);

    static BodyAnswer Read(HttpRequest request, Addresses addresses)
    {
        // The definition has one form under two names: a client that asks for plain JSON can read it.
        var accepted = Negotiation.Choose(request, MediaType.Split(';')[0], Json.GatewayJson.MediaType);
        var body = Encoding.UTF8.GetBytes(_document.Replace(ServerPlace, addresses.Landing, StringComparison.Ordinal));
        return new BodyAnswer(body, accepted == Json.GatewayJson.MediaType && !request.Query.ContainsKey("f") ? accepted : MediaType);
    }

    static string Load()
    {
        using var stream = typeof(DefinitionResource).Assembly.GetManifestResourceStream("openapi.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
