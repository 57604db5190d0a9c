using System.Text.Json;
using OrderSaga.Gateway.Html;
using OrderSaga.Gateway.Html.Parts;

namespace OrderSaga.Gateway.Jobs;

/// <summary>What a job gave, output by output; bytes by a link to them.</summary>
sealed class OutputFacts(Values values, Site site)
{
    public Markup Of(Job job, IReadOnlyList<JobOutput> outputs)
    {
        var facts = new Facts();
        foreach (var output in outputs)
            facts.Add(Values.Label(output.Name), ValueOf(job, output));
        return facts.Of();
    }

    Markup ValueOf(Job job, JobOutput output) => output switch
    {
        { Gone: { } reason } => $"""<span class="label">{reason}</span>""",
        { Encoding: not null } => $"""<a href="{site.Output(job.Id, output.Name)}">{output.MediaType ?? "Bytes"}</a> {Sizes.Of(LengthOf(output.Value))}""",
        _ => values.Of(output.Name, output.Value),
    };

    static long LengthOf(JsonElement base64) => base64.TryGetBytesFromBase64(out var bytes) ? bytes.Length : 0;
}
