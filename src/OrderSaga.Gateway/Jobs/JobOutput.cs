using System.Text;
using System.Text.Json;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Ogc;

namespace OrderSaga.Gateway.Jobs;

/// <summary>One output of a job.</summary>
/// <param name="Name">Its name in the process description.</param>
/// <param name="Value">A literal, an array or an object.</param>
/// <param name="MediaType">That of a text's content; null for plain text and JSON.</param>
/// <param name="Encoding"><c>base64</c> for bytes; null for text.</param>
sealed record JobOutput(string Name, JsonElement Value, string? MediaType = null, string? Encoding = null)
{
    public const string Base64 = "base64";

    /// <summary>An output whose value was there at the end and is no more, and why.</summary>
    public string? Gone { get; init; }

    /// <summary>An output written as the gateway writes everything; null for no value.</summary>
    public static JobOutput? Of(string name, object? value) =>
        value is null ? null : new JobOutput(name, JsonSerializer.SerializeToElement(value, GatewayJson.Options));

    /// <summary>Outputs in their order; those without a value are left out.</summary>
    public static IReadOnlyList<JobOutput> All(params IEnumerable<(string Name, object? Value)> outputs) =>
        [.. outputs.Select(output => Of(output.Name, output.Value)).OfType<JobOutput>()];
}

/// <summary>An output as it is, in its own media type.</summary>
sealed record RawOutput(byte[] Body, string MediaType)
{
    /// <param name="output">The output.</param>
    /// <param name="wanted">The media type that the client asked for; null for the usual one.</param>
    public static RawOutput Of(JobOutput output, string? wanted) => output switch
    {
        { Encoding: JobOutput.Base64, Value: var value } => new RawOutput(value.GetBytesFromBase64(), output.MediaType ?? Ogc.MediaType.Bytes),
        { Value.ValueKind: JsonValueKind.Object or JsonValueKind.Array } => new RawOutput(Json(output.Value), wanted ?? output.MediaType ?? Ogc.MediaType.Json),
        _ when wanted == Ogc.MediaType.Json => new RawOutput(Json(output.Value), Ogc.MediaType.Json),
        _ => new RawOutput(Encoding.UTF8.GetBytes(output.Value.ToString()), output.MediaType ?? Ogc.MediaType.TextUtf8),
    };

    public BodyAnswer Answer(IReadOnlyList<Link> links) => new(Body, MediaType) { Links = links };

    static byte[] Json(JsonElement value) => JsonSerializer.SerializeToUtf8Bytes(value, GatewayJson.Options);
}

/// <summary>What a process gave, output by output; bytes of a job by a link to them.</summary>
sealed class OutputFacts(JsonValues values, Site site)
{
    /// <param name="job">Whose outputs they are; null for an answer without a job.</param>
    /// <param name="isShort">Tables, which may be long, are left to the results' own page.</param>
    public Markup Of(Job? job, IReadOnlyList<JobOutput> outputs, bool isShort = false)
    {
        var facts = new Facts();
        foreach (var output in outputs)
            facts.Add(values.Label(output.Name), isShort && job is not null && JsonValues.IsTable(output.Value) ? LengthOf(job, output.Value) : ValueOf(job, output));
        return facts.Of();
    }

    Markup LengthOf(Job job, JsonElement table) => $"""<a href="{site.Results(job.Id)}">{Counts.Of(table.GetArrayLength())} in the results</a>""";

    Markup ValueOf(Job? job, JobOutput output) => output switch
    {
        { Gone: { } reason } => $"""<span class="label">{reason}</span>""",
        { Encoding: not null } => $"{BytesOf(job, output)} {Sizes.Of(LengthOf(output.Value))}",
        _ => values.Of(output.Name, output.Value),
    };

    Markup BytesOf(Job? job, JobOutput output)
    {
        var kind = output.MediaType ?? "Bytes";
        return job is null ? $"{kind}" : Anchor.To(site.Output(job.Id, output.Name), kind);
    }

    static long LengthOf(JsonElement base64) => base64.TryGetBytesFromBase64(out var bytes) ? bytes.Length : 0;
}
