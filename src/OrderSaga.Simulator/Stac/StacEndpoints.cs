using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Simulator.Stac.Items;
using OrderSaga.Simulator.Stac.Search;

namespace OrderSaga.Simulator.Stac;

/// <summary>The resources of a STAC API that a client of its search needs.</summary>
sealed class StacEndpoints(IStacItems items, Selections selections, StacServer server)
{
    readonly Mishaps _mishaps = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Guarded(LandingAsync));
        routes.MapGet("/conformance", Guarded(http => WriteAsync(http, json => WriteConformance(json))));
        routes.MapPost("/search", Guarded(PostSearchAsync));
        routes.MapGet("/search", Guarded(http => SearchAsync(http, SearchRequest.OfAddress(
            http.Request.Query.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.ToString()))))));
        routes.MapGet("/collections/{collection}/items/{id}", Guarded(ItemAsync));
    }

    /// <summary>What every request passes: its note, the slowness, the door, and the answer to a search that is none.</summary>
    RequestDelegate Guarded(RequestDelegate handler) => async http =>
    {
        var settings = server.Settings;
        http.Request.EnableBuffering();
        using var body = new StreamReader(http.Request.Body, leaveOpen: true);
        server.Note($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {await body.ReadToEndAsync(http.RequestAborted)}");
        http.Request.Body.Position = 0;
        if (settings.Latency > TimeSpan.Zero)
            await Task.Delay(settings.Latency, http.RequestAborted);
        if (settings.Authorization is { } secret && http.Request.Headers.Authorization != secret)
        {
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "who are you?");
            return;
        }
        try
        {
            await handler(http);
        }
        catch (BadSearchException bad)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, bad.Message);
        }
    };

    Task LandingAsync(HttpContext http) => WriteAsync(http, json =>
    {
        json.WriteString("type"u8, "Catalog"u8);
        json.WriteString("stac_version"u8, "1.0.0"u8);
        json.WriteString("id"u8, "stand-in"u8);
        json.WriteString("description"u8, "Products of a catalogue that stands in for a real one"u8);
        WriteConformance(json);
        json.WriteStartArray("links"u8);
        foreach (var (relation, method, path) in new[] { ("self", "GET", "/"), ("root", "GET", "/"), ("conformance", "GET", "/conformance"), ("search", "GET", "/search"), ("search", "POST", "/search") })
        {
            json.WriteStartObject();
            json.WriteString("rel"u8, relation);
            json.WriteString("method"u8, method);
            json.WriteString("href"u8, Address(http, path));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    void WriteConformance(Utf8JsonWriter json)
    {
        const string stac = "https://api.stacspec.org/v1.0.0/";
        var settings = server.Settings;
        var classes = new List<string> { stac + "core", stac + "item-search", stac + "item-search#sort" };
        if (settings.Query)
            classes.Add(stac + "item-search#query");
        if (settings.Cql2)
            classes.AddRange([stac + "item-search#filter", "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json", "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2"]);
        json.WriteStartArray("conformsTo"u8);
        classes.ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    async Task PostSearchAsync(HttpContext http)
    {
        JsonElement body;
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            body = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new BadSearchException("the body is no JSON");
        }
        await SearchAsync(http, SearchRequest.OfBody(body));
    }

    async Task SearchAsync(HttpContext http, SearchRequest search)
    {
        var settings = server.Settings;
        var limit = search.Limit(settings.MaxLimit);
        var offset = search.Offset(limit);
        var mishap = _mishaps.At((offset / limit) + 1, settings);
        if (await Mishaps.SpoilAsync(http, mishap, settings))
            return;

        var selection = selections.Of(search);
        var page = new SearchPage(items, selection, search, offset, limit, settings);
        http.Response.ContentType = "application/geo+json";
        await page.WriteAsync(http, mishap, Address(http, "/search"));
    }

    async Task ItemAsync(HttpContext http)
    {
        var (collection, id) = ((string)http.GetRouteValue("collection")!, (string)http.GetRouteValue("id")!);
        foreach (var item in items.WithId(id).Where(item => items.Collection(item) == collection))
        {
            http.Response.ContentType = "application/geo+json";
            await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
            items.Write(json, item);
            return;
        }
        await RefuseAsync(http, StatusCodes.Status404NotFound, "there is no such item");
    }

    static Task RefuseAsync(HttpContext http, int status, string why)
    {
        http.Response.StatusCode = status;
        return WriteAsync(http, json =>
        {
            json.WriteString("code"u8, status == StatusCodes.Status400BadRequest ? "BadRequest"u8 : "Refused"u8);
            json.WriteString("description"u8, why);
        });
    }

    static async Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> members)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    }

    static string Address(HttpContext http, string path) => $"{http.Request.Scheme}://{http.Request.Host}{path}";
}
