using System.Text.Json;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Gateway.Landing;

/// <summary>One operation of the API definition.</summary>
sealed class DefinitionOperation(JsonElement definition, string path, string method, JsonElement operation)
{
    static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    public string Id => Text(operation, "operationId") ?? $"{method}{path}";

    public string Tag => operation.TryGetProperty("tags", out var tags) ? tags[0].GetString()! : "";

    public static IReadOnlyList<DefinitionOperation> AllOf(JsonElement definition) => OperationsAt(definition, definition.GetProperty("paths"));

    static IReadOnlyList<DefinitionOperation> OperationsAt(JsonElement definition, JsonElement paths) =>
    [
        .. from path in paths.EnumerateObject()
           from operation in path.Value.EnumerateObject()
           where Methods.Contains(operation.Name)
           select new DefinitionOperation(definition, path.Name, operation.Name, operation.Value),
    ];

    public Markup Head() => $"""<span class="method {method}">{method.ToUpperInvariant()}</span> <code>{path}</code>""";

    public Markup Show() => $"""
        <section class="operation" id="{Id}"><h2>{Head()}</h2>
        {Told()}{Callbacks()}</section>

        """;

    /// <summary>What the service calls itself, at an address that stands in the request.</summary>
    Markup Callbacks() => operation.TryGetProperty("callbacks", out var callbacks)
        ? Markup.Each(
            callbacks.EnumerateObject().SelectMany(callback => OperationsAt(definition, Followed(callback.Value))),
            callback => $"""
                <section class="callback" id="{callback.Id}"><h3>Callback {callback.Head()}</h3>
                {callback.Told()}</section>

                """)
        : Markup.Empty;

    Markup Told() => $"""
        <p>{Text(operation, "summary")}</p>
        {Describe(operation)}
        {Part("Parameters", Parameters())}{Part("Body", RequestBody())}<h3>Answers</h3>
        <dl class="members">
        {Markup.Each(operation.GetProperty("responses").EnumerateObject(), response => Answer(response.Name, Followed(response.Value)))}</dl>

        """;

    static Markup Part(string heading, Markup? content) => Markup.When(content is not null, $"<h3>{heading}</h3>\n{content}");

    Markup? Parameters() => operation.TryGetProperty("parameters", out var parameters) && parameters.GetArrayLength() > 0
        ? (Markup)$"""
            <dl class="members">
            {Markup.Each(parameters.EnumerateArray(), parameter => Parameter(Followed(parameter)))}</dl>

            """
        : null;

    static Markup Parameter(JsonElement parameter) => $"""
        <div><dt><code>{Text(parameter, "name")}</code> <span class="bound">{Text(parameter, "in")}</span>{Required(parameter)}</dt><dd>{SchemaText.Of(parameter.GetProperty("schema"))}{Describe(parameter)}{Example(parameter)}</dd></div>

        """;

    Markup? RequestBody() => operation.TryGetProperty("requestBody", out var body) ? (Markup)$"{Describe(Followed(body))}{Contents(Followed(body))}" : null;

    Markup Answer(string status, JsonElement answer) => $"""
        <div><dt><code>{status}</code></dt><dd>{Text(answer, "description")}{Headers(answer)}{Contents(answer)}</dd></div>

        """;

    Markup Headers(JsonElement answer) => answer.TryGetProperty("headers", out var headers)
        ? Markup.Each(headers.EnumerateObject(), header => $"""<div class="further">header <code>{header.Name}</code> {SchemaText.Of(Followed(header.Value).GetProperty("schema"))}{Describe(Followed(header.Value))}</div>""")
        : Markup.Empty;

    /// <summary>Media types that say the same are told together.</summary>
    Markup Contents(JsonElement holder) => holder.TryGetProperty("content", out var contents)
        ? Markup.Each(contents.EnumerateObject().GroupBy(content => content.Value.GetRawText()), Content)
        : Markup.Empty;

    Markup Content(IEnumerable<JsonProperty> same) => $"""
        <div class="further">{Markup.Each(same, content => $"<code class=\"type\">{content.Name}</code> ")}{Schema(same.First().Value)}{Examples(same.First().Value)}</div>

        """;

    static Markup Schema(JsonElement content) => content.TryGetProperty("schema", out var schema) ? SchemaText.Of(schema) : Markup.Empty;

    Markup Examples(JsonElement content) => content.TryGetProperty("examples", out var examples)
        ? Markup.Each(examples.EnumerateObject(), example => Listed(Followed(example.Value)))
        : Example(content);

    static Markup Listed(JsonElement example) => $"""
        <span class="about">{Text(example, "summary")}</span><pre><code>{JsonListing.Of(example.GetProperty("value"))}</code></pre>

        """;

    static Markup Example(JsonElement holder) => holder.TryGetProperty("example", out var example)
        ? $"""<span class="bound">such as <code>{JsonListing.Of(example)}</code></span>"""
        : Markup.Empty;

    static Markup Required(JsonElement parameter) =>
        Markup.When(parameter.TryGetProperty("required", out var required) && required.GetBoolean(), $""" <span class="bound">required</span>""");

    static Markup Describe(JsonElement holder) =>
        Text(holder, "description") is { } description ? $"""<span class="about">{description}</span>""" : Markup.Empty;

    /// <summary>What a reference within the document leads to.</summary>
    JsonElement Followed(JsonElement element) => Text(element, "$ref") is { } reference
        ? reference.TrimStart('#', '/').Split('/').Aggregate(definition, (parent, name) => parent.GetProperty(name))
        : element;

    static string? Text(JsonElement element, string member) => element.TryGetProperty(member, out var value) ? value.GetString() : null;
}
