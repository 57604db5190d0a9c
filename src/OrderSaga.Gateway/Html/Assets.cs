using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Http;

namespace OrderSaga.Gateway.Html;

/// <summary>
/// Style, script and icon of the pages, out of the assembly. Their addresses carry a digest of what they hold, so a browser
/// keeps them for good and still sees a new version at once.
/// </summary>
static class Assets
{
    const string Folder = "/assets/";
    const int DigestLetters = 12;

    static readonly FrozenDictionary<string, (byte[] Body, string MediaType, string Digest)> Files =
        new[] { Load("pages.css", "text/css; charset=utf-8"), Load("pages.js", "text/javascript; charset=utf-8"), Load("icon.svg", "image/svg+xml") }
            .ToFrozenDictionary(file => file.Key, file => file.Value);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Folder + "{name}", [HttpMethods.Get, HttpMethods.Head], Read);
        // Where browsers look for the icon of what is no page.
        routes.MapMethods("/favicon.ico", [HttpMethods.Get, HttpMethods.Head], (HttpContext http) => Read("icon.svg", http));
    }

    /// <summary>The asset's path below the service's own.</summary>
    public static string Address(string name) => $"{Folder}{name}?v={Files[name].Digest}";

    static IResult Read(string name, HttpContext http)
    {
        if (!Files.TryGetValue(name, out var file))
            return Results.NotFound();
        http.Response.Headers.CacheControl = http.Request.Query["v"] == file.Digest ? "public, max-age=31536000, immutable" : "no-cache";
        return new BodyAnswer(file.Body, file.MediaType);
    }

    static KeyValuePair<string, (byte[], string, string)> Load(string name, string mediaType)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(name)!;
        var body = new byte[stream.Length];
        stream.ReadExactly(body);
        return new(name, (body, mediaType, Convert.ToHexStringLower(SHA256.HashData(body))[..DigestLetters]));
    }
}
