using System.Text.Json;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Gateway.Landing;

/// <summary>The API definition as people read it: every operation, and the schemas they speak in.</summary>
static class DefinitionPage
{
    public static Page Of(JsonElement definition)
    {
        var info = definition.GetProperty("info");
        var operations = DefinitionOperation.AllOf(definition);
        return new Page($"{Text(info, "title")} API")
        {
            Section = Section.Definition,
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
