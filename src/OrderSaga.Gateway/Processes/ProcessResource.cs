using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Processes;

/// <summary><c>GET /processes/{id}</c>: what a process takes and gives.</summary>
static class ProcessResource
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/processes/{processId}", [HttpMethods.Get, HttpMethods.Head], Read).AddEndpointFilter(Negotiation.JsonOrPageAsync);

    /// <summary>Inputs in the query stand in the page's form already, so that a link can lead to an order half made.</summary>
    static IResult Read(string processId, HttpContext http, ProcessDirectory processes, ProcessPage page)
    {
        var description = processes.Describe(processId);
        return ResourceAnswer.Of(http, description, description.Links!, () => page.Of(description, FilledForm.Of(http.Request.Query)));
    }
}

/// <summary>A process as people see it: a form that executes it, and what goes in and comes out.</summary>
sealed class ProcessPage(ProcessForm form, Site site)
{
    static readonly Table<KeyValuePair<string, InputDescription>> InputTable = new("Inputs", "It takes no input.")
    {
        { "Input", input => $"<code>{input.Key}</code>", "subject" },
        { "Title", input => About(input.Value.Title, input.Value.Description) },
        { "Needed", input => Markup.Text(input.Value.MinOccurs == 0 ? "optional" : "required") },
        { "Values", input => SchemaOf(input.Value.Schema), "values" },
    };

    static readonly Table<KeyValuePair<string, OutputDescription>> OutputTable = new("Outputs", "It gives no output.")
    {
        { "Output", output => $"<code>{output.Key}</code>", "subject" },
        { "Title", output => About(output.Value.Title, output.Value.Description) },
        { "Values", output => SchemaOf(output.Value.Schema), "values" },
    };

    /// <param name="filled">What stands in the form, and what was wrong with it.</param>
    public Page Of(ProcessDescription process, FilledForm filled) => new(process.Title)
    {
        Section = ProcessListResource.Section,
        Path = [new Link(site.Processes, Relations.Up, Title: "Processes")],
        Badge = $"<code>{process.Id}</code>",
        Body = $"""
            <p class="lead">{process.Description}</p>
            {form.Of(process, filled)}
            <h2>Inputs</h2>
            {InputTable.Of(process.Inputs.ToList())}
            <h2>Outputs</h2>
            {OutputTable.Of(process.Outputs.ToList())}
            <h2>Properties</h2>
            {FactsOf(process)}
            """,
    };

    public static Markup FactsOf(ProcessSummary process) => new Facts
    {
        { "Id", $"<code>{process.Id}</code>" },
        { "Version", $"{process.Version}" },
        { "Keywords", Markup.Text(process.Keywords is { } keywords ? string.Join(", ", keywords) : null) },
        { "Execution", $"{string.Join(", ", process.JobControlOptions)}" },
        { "Outputs by", $"{string.Join(", ", process.OutputTransmission)}" },
    }.Of();

    static Markup About(string title, string? description) => $"""{title}{Markup.When(description is not null, $"<span class=\"about\">{description}</span>")}""";

    static Markup SchemaOf(Schema schema) => SchemaText.Of(JsonSerializer.SerializeToElement(schema, GatewayJson.Options));
}
