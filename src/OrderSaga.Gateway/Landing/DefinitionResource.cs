using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Landing;

/// <summary><c>GET /api</c>: the API definition, OpenAPI 3.0; and a page made of it.</summary>
static class DefinitionResource
{
    public static Section Section { get; } = new(4, "API", site => site.Definition);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/api", [HttpMethods.Get, HttpMethods.Head], Read);

    static IResult Read(HttpContext http, DefinitionDocument definition, Addresses addresses)
    {
        // The definition has one form under two names: a client that asks for plain JSON can read it.
        var accepted = Negotiation.Choose(http.Request, MediaType.Bare(MediaType.Definition), MediaType.Json, MediaType.Page);
        Negotiation.TellVaries(http.Response);
        if (accepted == MediaType.Page)
            return new PageAnswer(DefinitionPage.Of(definition.Root), [Alternate.AsJson(addresses.Definition, http.Request, MediaType.Definition)]);
        http.Response.Headers.Link = Alternate.AsPage(addresses.Definition, http.Request).Header;
        return new BodyAnswer(definition.Body, accepted == MediaType.Json && !http.Request.Query.ContainsKey(Negotiation.Parameter) ? accepted : MediaType.Definition);
    }
}

/// <summary>The API definition as people read it: every operation, and the schemas they speak in.</summary>
static class DefinitionPage
{
    public static Page Of(JsonElement definition)
    {
        var info = definition.GetProperty("info");
        var operations = DefinitionOperation.AllOf(definition);
        return new Page($"{Text(info, "title")} API")
        {
            Section = DefinitionResource.Section,
            IsComplete = true,
            Badge = $"""<span class="label">version {Text(info, "version")} · OpenAPI {Text(definition, "openapi")}</span>""",
            Body = $"""
                <p class="lead">{Text(info, "description")}</p>
                {new Facts
                {
                    { "Server", Servers(definition) },
                    { "Licence", License(info) },
                }.Of()}
                <div class="definition">
                <nav class="contents" aria-label="Contents">
                {Markup.Each(operations.GroupBy(operation => operation.Tag), tag => Contents(tag, TagOf(definition, tag.Key)))}
                <h2>Schemas</h2><ul>{Markup.Each(Schemas(definition), schema => $"""<li><a href="#{SchemaText.Place(schema.Name)}">{schema.Name}</a></li>""")}</ul>
                </nav>
                <div class="operations">
                {Markup.Each(operations, operation => operation.Show())}
                <h2 id="schemas">Schemas</h2>
                {Markup.Each(Schemas(definition), Schema)}</div>
                </div>

                """,
        };
    }

    static Markup Servers(JsonElement definition) =>
        Markup.Each(definition.GetProperty("servers").EnumerateArray(), server => Anchor.Outside(Text(server, "url")));

    static Markup? License(JsonElement info) => info.TryGetProperty("license", out var license)
        ? (Markup)$"""<a href="{Text(license, "url")}">{Text(license, "name")}</a>"""
        : null;

    static JsonElement.ObjectEnumerator Schemas(JsonElement definition) => definition.GetProperty("components").GetProperty("schemas").EnumerateObject();

    static Markup Contents(IGrouping<string, DefinitionOperation> tag, JsonElement told) => $"""
        <h2>{tag.Key}</h2><p class="about">{Text(told, "description")}</p><ul>{Markup.Each(tag, operation => $"""<li><a href="#{operation.Id}">{operation.Head()}</a></li>""")}</ul>

        """;

    static JsonElement TagOf(JsonElement definition, string name) => definition.GetProperty("tags").EnumerateArray().Single(tag => Text(tag, "name") == name);

    static Markup Schema(JsonProperty schema) => $"""
        <section class="schema" id="{SchemaText.Place(schema.Name)}"><h3>{schema.Name}</h3><div>{SchemaText.Of(schema.Value)}</div></section>

        """;

    static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
