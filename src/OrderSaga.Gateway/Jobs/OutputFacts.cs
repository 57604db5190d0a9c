using System.Text.Json;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Gateway.Jobs;

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
