using System.Text;
using Microsoft.AspNetCore.Http;
using OrderSaga.Gateway.Http;
using OrderSaga.Gateway.Processes;

namespace OrderSaga.Gateway.Jobs;

/// <summary>Outputs in the form their client asked for (OGC 18-062r2, the table of execute answers).</summary>
static class ResultsAnswer
{
    /// <param name="form">Document or raw, and which outputs.</param>
    /// <param name="process">Its outputs are what a client gets that names none.</param>
    /// <param name="outputs">All that there are, in the description's order.</param>
    public static IResult Of(ResultForm form, ProcessDescription process, IReadOnlyList<JobOutput> outputs)
    {
        var asked = form.Outputs ?? [.. process.Outputs.Keys];
        var given = outputs.Where(output => asked.Contains(output.Name)).ToList();
        if (form.IsDocument)
            return BodyAnswer.Json(given.ToDictionary(output => output.Name, output => output.Value));
        return (asked.Count, given) switch
        {
            (_, []) => Results.NoContent(),
            (1, [var only]) => Text(only),
            _ => MultipartRelated.Of(given),
        };
    }

    static BodyAnswer Text(JobOutput output) =>
        new(Encoding.UTF8.GetBytes(output.Value.ToString()), "text/plain; charset=utf-8");
}
