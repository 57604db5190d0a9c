using System.Text.Json;
using OrderSaga.Contracts;
using OrderSaga.Regards;

namespace OrderSaga.Gateway.Processes;

/// <summary>How a client wants its results: as one document or raw, and which outputs (null: all of them).</summary>
sealed record ResultForm(bool IsDocument, IReadOnlyList<string>? Outputs)
{
    // A scalar in its own media type is text; everything else offered is JSON.
    static readonly string[] _mediaTypes = ["text/plain", "application/json"];

    public static ResultForm Read(JsonElement body, ProcessDescription process, List<FieldFault> faults) =>
        new(ReadResponse(body, faults), ReadOutputs(body, process, faults));

    static bool ReadResponse(JsonElement body, List<FieldFault> faults)
    {
        if (!body.TryGetProperty("response", out var response))
            return false;
        if (response.ValueKind == JsonValueKind.String && (response.ValueEquals("raw") || response.ValueEquals("document")))
            return response.ValueEquals("document");
        faults.Add(new FieldFault("response", Excerpt.Of(response), "must be raw or document"));
        return false;
    }

    /// <summary>An empty object means all outputs, as an absent one does.</summary>
    static List<string>? ReadOutputs(JsonElement body, ProcessDescription process, List<FieldFault> faults)
    {
        if (!body.TryGetProperty("outputs", out var outputs))
            return null;
        if (outputs.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new FieldFault("outputs", Excerpt.Of(outputs), "must be an object with the outputs by name"));
            return null;
        }
        var names = new List<string>();
        foreach (var output in outputs.EnumerateObject())
        {
            var name = ExecuteRequest.NameOf(output);
            var field = $"outputs.{name}";
            if (!process.Outputs.ContainsKey(name))
                faults.Add(new FieldFault(Excerpt.Of(field), null, $"is no output of this process; it has {string.Join(", ", process.Outputs.Keys)}"));
            else if (output.Value.ValueKind != JsonValueKind.Object)
                faults.Add(new FieldFault(field, Excerpt.Of(output.Value), "must be an object with transmissionMode and format"));
            else
                CheckOutput(output.Value, field, faults);
            names.Add(name);
        }
        return names.Count == 0 ? null : names;
    }

    static void CheckOutput(JsonElement output, string field, List<FieldFault> faults)
    {
        if (output.TryGetProperty("transmissionMode", out var mode) && !(mode.ValueKind == JsonValueKind.String && mode.ValueEquals("value")))
            faults.Add(new FieldFault($"{field}.transmissionMode", Excerpt.Of(mode), "must be value, the one mode this process offers"));
        if (!output.TryGetProperty("format", out var format))
            return;
        if (format.ValueKind != JsonValueKind.Object)
            faults.Add(new FieldFault($"{field}.format", Excerpt.Of(format), "must be an object with mediaType"));
        else if (format.TryGetProperty("mediaType", out var type) && !(type.ValueKind == JsonValueKind.String && _mediaTypes.Any(type.ValueEquals)))
            faults.Add(new FieldFault($"{field}.format.mediaType", Excerpt.Of(type), $"must be {string.Join(" or ", _mediaTypes)}"));
    }
}
