using System.Text.Json;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Gateway.Jobs;

/// <summary>What a job gave, output by output; bytes by a link to them.</summary>
sealed class OutputFacts(Values values, Site site)
{
    /// <param name="isShort">Tables, which may be long, are left to the results' own page.</param>
    public Markup Of(Job job, IReadOnlyList<JobOutput> outputs, bool isShort = false)
    {
        var facts = new Facts();
        foreach (var output in outputs)
            facts.Add(Values.Label(output.Name), isShort && Values.IsTable(output.Value) ? LengthOf(job, output.Value) : ValueOf(job, output));
        return facts.Of();
    }

    Markup LengthOf(Job job, JsonElement table) => $"""<a href="{site.Results(job.Id)}">{Counts.Of(table.GetArrayLength())} in the results</a>""";

    Markup ValueOf(Job job, JobOutput output) => output switch
    {
        { Gone: { } reason } => $"""<span class="label">{reason}</span>""",
        { Encoding: not null } => $"""<a href="{site.Output(job.Id, output.Name)}">{output.MediaType ?? "Bytes"}</a> {Sizes.Of(LengthOf(output.Value))}""",
        _ => values.Of(output.Name, output.Value),
    };

    static long LengthOf(JsonElement base64) => base64.TryGetBytesFromBase64(out var bytes) ? bytes.Length : 0;
}
